import ForeframeFiles
import ForeframeGraphCompiler

/// Measured choices of convolutions, by device: the content of a tuning file.
public struct TuningTable: Hashable, Sendable {
  /// What a list of entries holds for. Entries that hold for nothing here are stale, and ignored.
  public enum Scope: Hashable, Sendable {
    /// One device with one driver, and these very kernel texts (``KernelFingerprint``).
    case device(name: String, driver: String, kernels: String)
    /// Every device of a family, as long as the kernels are about as they were.
    case family(String, revision: Int)

    /// What a measurement on a device holds for: the very device, or its family.
    public init(_ identity: DeviceIdentity, isFamily: Bool) {
      self =
        isFamily
        ? .family(identity.family, revision: kernelRevision)
        : .device(
          name: identity.name, driver: identity.driver,
          kernels: KernelFingerprint.of(identity.kernels))
    }

    /// Whether the two are about the same devices, whatever their kernels.
    func isSuccessor(of other: Scope) -> Bool {
      switch (self, other) {
      case (.device(let name, let driver, _), .device(let before, let old, _)):
        (name, driver) == (before, old)
      case (.family(let family, _), .family(let before, _)): family == before
      case (.device, .family), (.family, .device): false
      }
    }
  }

  /// What was found for one shape.
  public struct Entry: Hashable, Sendable {
    public var shape: ConvolutionShape
    public var method: ConvolutionMethod
    /// Of the choice, and of the cost rule's choice; nil where a choice was merely noted.
    public var seconds: Double?
    public var ruleSeconds: Double?

    public init(
      shape: ConvolutionShape, method: ConvolutionMethod, seconds: Double? = nil,
      ruleSeconds: Double? = nil
    ) {
      self.shape = shape
      self.method = method
      self.seconds = seconds
      self.ruleSeconds = ruleSeconds
    }
  }

  /// The entries of one scope.
  public struct Section: Hashable, Sendable {
    public var scope: Scope
    public var entries: [Entry]
  }

  /// Raised by hand when the kernels have changed so much that the shipped table says nothing of
  /// them any more; then `make tune-table` is due.
  public static let kernelRevision = 2

  public internal(set) var sections: [Section]

  public init() { sections = [] }

  /// What holds for a device; what was measured on the very device wins against its family's.
  public func choices(
    for identity: DeviceIdentity, kernels: String, revision: Int = kernelRevision
  ) -> ConvolutionChoices {
    let own = choices(.device(name: identity.name, driver: identity.driver, kernels: kernels))
    return own.over(choices(.family(identity.family, revision: revision)))
  }

  /// Whether anything holds for exactly this scope.
  public func has(_ scope: Scope) -> Bool { sections.contains { $0.scope == scope } }

  private func choices(_ scope: Scope) -> ConvolutionChoices {
    var choices = ConvolutionChoices()
    for section in sections where section.scope == scope {
      for entry in section.entries { choices[entry.shape] = entry.method }
    }
    return choices
  }

  /// Adds an entry in place of an older one of its shape. Entries of the same device with other
  /// kernels are dropped: they are stale.
  public mutating func set(_ entry: Entry, in scope: Scope) {
    set([entry], in: scope)
  }

  /// The same for several entries, or for none: then only the scope is noted.
  public mutating func set(_ entries: [Entry], in scope: Scope) {
    sections.removeAll { scope.isSuccessor(of: $0.scope) && $0.scope != scope }
    if !has(scope) { sections.append(Section(scope: scope, entries: [])) }
    guard let index = sections.firstIndex(where: { $0.scope == scope }) else { return }
    let new = Set(entries.map(\.shape))
    sections[index].entries.removeAll { new.contains($0.shape) }
    sections[index].entries += entries
    sections[index].entries.sort { $0.shape.order.lexicographicallyPrecedes($1.shape.order) }
  }
}

extension ConvolutionShape {
  /// Sorts tables: by kind, then filters, then images.
  fileprivate var order: [Int] {
    let kind = Kind.allCases.firstIndex(of: kind) ?? 0
    return [kind, kernelHeight, kernelWidth, stride, cin, cout, height, width, images]
  }
}
