/// How a convolution or a gradient of it is computed. A size that is nil is planned from the shape.
///
/// The sizes for processors are bounds that do not depend on the number of threads, and they change no
/// bit of a result. The choice of the algorithm does, and so do the parts of a sum on a GPU.
public enum ConvolutionMethod: Hashable, Sendable {
  /// The register tile over all pixels; an item sweeps at most so many of them.
  case direct(mostPixels: Int? = nil)
  /// Winograd's algorithm, where the filter has one.
  case winograd(WinogradCut = WinogradCut())
  /// Directly by the kernels for GPUs, in tiles and parts.
  case gpu(GPUCut? = nil)
  /// Winograd's algorithm by the kernels for GPUs, its products cut as planned.
  case gpuWinograd

  /// The kernels that a choice is of. It says nothing to the other family.
  public var family: KernelFamily {
    switch self {
    case .direct, .winograd: .processor
    case .gpu, .gpuWinograd: .gpu
    }
  }

  /// Pixels of a direct item, if they are bounded.
  var mostPixels: Int? {
    if case .direct(let pixels) = self { pixels } else { nil }
  }

  var gpuCut: GPUCut? {
    if case .gpu(let cut) = self { cut } else { nil }
  }
}

extension CompileTarget {
  /// What was measured for a shape with the kernels of this family, if the device can run it: a table
  /// may name a tile that its local memory does not hold. Other atoms than float32's were not measured.
  func measured(_ shape: ConvolutionShape) -> ConvolutionMethod? {
    guard let method = choices[shape], method.family == family,
      family == .processor || precision == .fp32
    else { return nil }
    if let cut = method.gpuCut, cut.tile.localBytes > localMemory { return nil }
    return method
  }
}

/// How the forward launch of Winograd's algorithm is cut. Filter gradients plan their own sizes.
public struct WinogradCut: Hashable, Sendable {
  /// What threads share out first.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    /// Tiles: every item reads all weights.
    case tiles
    /// Blocks of output channels: every item transforms all inputs.
    case blocks
  }

  /// Tiles of a group, at most: transformed inputs and products of so many are in the cache at once.
  public var mostTiles: Int?
  public var order: Order?

  public init(mostTiles: Int? = nil, order: Order? = nil) {
    self.mostTiles = mostTiles
    self.order = order
  }
}

/// Measured choices for one device; the rules (``WinogradChoice``, ``GPUCut``) serve every other shape.
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
