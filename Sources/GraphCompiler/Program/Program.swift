import ForeframeTensorGraph

/// A compiled graph: two lists of launches over one arena of 32-bit floats.
///
/// The prologue depends on parameters alone (packed weights); it runs again only when a parameter
/// has changed. The step is everything else. A backend needs nothing but this value.
public struct Program: Sendable {
  /// A part of the arena that lives from one launch to another.
  public struct Slot: Sendable {
    /// Offset and size in floats; offsets are multiples of 16 (64 bytes).
    public var offset: Int
    public var count: Int
    /// First and last launch (numbered through prologue and step) at which the content matters.
    public var firstUse: Int
    public var lastUse: Int
    /// Whether the content outlives a run: parameters, constants, packed weights.
    public var isPersistent: Bool

    public init(offset: Int, count: Int, firstUse: Int, lastUse: Int, isPersistent: Bool) {
      self.offset = offset
      self.count = count
      self.firstUse = firstUse
      self.lastUse = lastUse
      self.isPersistent = isPersistent
    }
  }

  /// A tensor that the host reads or writes: contiguous, in the arena.
  public struct Binding: Sendable, Hashable {
    public var offset: Int
    public var shape: Shape

    public init(offset: Int, shape: Shape) {
      self.offset = offset
      self.shape = shape
    }

    /// The number of elements.
    public var count: Int { shape.count }
  }

  /// A literal that the backend writes into the arena once, when the program is loaded.
  public struct Literal: Sendable {
    public var offset: Int
    public var values: [Float]

    public init(offset: Int, values: [Float]) {
      self.offset = offset
      self.values = values
    }
  }

  public var slots: [Slot]
  /// Floats in the arena.
  public var arenaCount: Int
  public var literals: [Literal]
  public var prologue: [Launch]
  public var step: [Launch]
  public var parameters: [String: Binding]
  public var inputs: [String: Binding]
  public var outputs: [String: Binding]
  /// Whether a step writes to parameters, so that the prologue must run before the next one.
  public var changesParameters: Bool

  /// A program made by hand: tests, probes.
  public init(
    slots: [Slot] = [], arenaCount: Int, literals: [Literal], prologue: [Launch],
    step: [Launch], parameters: [String: Binding] = [:], inputs: [String: Binding] = [:],
    outputs: [String: Binding] = [:], changesParameters: Bool = false
  ) {
    self.slots = slots
    self.arenaCount = arenaCount
    self.literals = literals
    self.prologue = prologue
    self.step = step
    self.parameters = parameters
    self.inputs = inputs
    self.outputs = outputs
    self.changesParameters = changesParameters
  }

  /// The first launch of the step that writes to a parameter; the number of launches if none does.
  var firstParameterChange: Int {
    let offsets = Set(parameters.values.map(\.offset))
    let own = Set(
      slots.indices.filter { offsets.contains(slots[$0].offset) && slots[$0].isPersistent })
    return step.firstIndex { $0.writes.contains(where: own.contains) } ?? step.count
  }

  /// The precisions of its products, besides float32.
  public var precisions: Set<Precision> {
    var found: Set<Precision> = []
    for launch in prologue + step {
      if let precision = launch.kernel.productPrecision { found.insert(precision) }
    }
    return found.subtracting([.fp32])
  }

  /// Whether any product takes operands in bf16.
  public var usesBF16: Bool { precisions.contains(.bf16) }

  /// Floats of the arena that outlive a run: parameters, inputs, constants, packed weights.
  public var lastingCount: Int { slots.reduce(0) { $0 + ($1.isPersistent ? $1.count : 0) } }

  /// How the first product for GPUs is tiled; nil if there is none.
  public var productTiling: GPUTiling? {
    for launch in prologue + step {
      if case .gpu(let kernel) = launch.kernel, let tiling = kernel.productTiling { return tiling }
    }
    return nil
  }

  /// Whether any convolution runs by Winograd's algorithm.
  public var usesWinograd: Bool {
    (prologue + step).contains { $0.kernel.isWinogradProduct }
  }
}
