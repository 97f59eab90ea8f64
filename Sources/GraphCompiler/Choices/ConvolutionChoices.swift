/// Measured choices for one device; the rules (``WinogradChoice``, ``GPUTiling``) serve every other shape.
public struct ConvolutionChoices: Hashable, Sendable {
  private var methods: [ConvolutionShape: ConvolutionMethod]

  public init(_ methods: [ConvolutionShape: ConvolutionMethod] = [:]) { self.methods = methods }

  /// What was measured to be best; nil if nothing was measured.
  public subscript(shape: ConvolutionShape) -> ConvolutionMethod? {
    get { methods[shape] }
    set { methods[shape] = newValue }
  }

  public var count: Int { methods.count }
  public var isEmpty: Bool { methods.isEmpty }
  /// In no order.
  public var shapes: [ConvolutionShape] { Array(methods.keys) }

  /// These, and where they know nothing, others.
  public func over(_ others: ConvolutionChoices) -> ConvolutionChoices {
    ConvolutionChoices(methods.merging(others.methods) { own, _ in own })
  }
}
