import CForeframeKernels

/// Runs programs on one device.
public protocol Backend: AnyObject {
  /// What it is, for people: device name, instruction set or driver, threads.
  var summary: String { get }
  /// The device alone, as lists of devices call it.
  var deviceName: String { get }
  /// What kind of hardware runs the programs.
  var kind: DeviceKind { get }
  /// What a list of devices says of it.
  var facts: [DeviceFact] { get }
  /// Measures what the device can do at most; nil if the backend has no way to.
  func measureCeilings() throws -> DeviceCeilings?
  /// How the compiler should cut work for this device.
  var compileTarget: CompileTarget { get }
  /// Whether convolutions may use Winograd's algorithm; part of ``compileTarget``.
  var winograd: WinogradUse { get set }
  /// The precisions that the device offers.
  var precisions: [Precision] { get }
  /// Whether a precision is one of them. That may be known without looking for all.
  func offers(_ precision: Precision) -> Bool
  /// One of ``precisions``; part of ``compileTarget``.
  var precision: Precision { get set }
  /// Why the device does not offer a precision, if there is more to say than that it does not.
  func obstacle(to precision: Precision) -> String?
  /// Measured choices that programs are compiled with; part of ``compileTarget``.
  var choices: ConvolutionChoices { get set }
  /// What measurements on this device are filed under.
  var identity: DeviceIdentity { get }
  /// Makes a program ready to run: allocates its arena, builds its kernels, writes its literals.
  func load(_ program: Program) throws -> any LoadedProgram
}

extension Backend {
  public var deviceName: String { summary }
  public var facts: [DeviceFact] { [] }
  public func measureCeilings() throws -> DeviceCeilings? { nil }
  public func offers(_ precision: Precision) -> Bool { precisions.contains(precision) }
  public func obstacle(to precision: Precision) -> String? { nil }
}

/// A program with its arena on a device.
public protocol LoadedProgram: AnyObject {
  var program: Program { get }
  /// Copies floats into the arena at `offset` (in floats). Counts as no change of a parameter:
  /// ``Executor`` keeps that book.
  func write(_ values: UnsafeBufferPointer<Float>, at offset: Int) throws
  /// Copies floats out of the arena, after everything enqueued has finished.
  func read(into values: UnsafeMutableBufferPointer<Float>, at offset: Int) throws
  /// Runs the prologue.
  func runPrologue() throws
  /// Runs the step once. May return before it has finished; ``read(into:at:)`` waits.
  func runStep() throws
  /// Runs the step once in parts of about equally many launches, at most `parts`. Each has finished
  /// when `after` is told of it; if that throws, the rest is left undone and the arena's content is
  /// not that of any run. Default: in one part.
  func runStep(parts: Int, after: (_ done: Int, _ total: Int) throws -> Void) throws
  /// Runs the step once, launch by launch, and returns the seconds that each took.
  func profileStep() throws -> [Double]
  /// The share of the workers' time that a step's work fills, 0 to 1, as it is cut: in what is missing,
  /// some workers wait while others work. Counted, not timed; nil where that is not known.
  var balance: Double? { get }
}

extension LoadedProgram {
  public var balance: Double? { nil }
}

extension LoadedProgram {
  public func runStep(parts: Int, after: (_ done: Int, _ total: Int) throws -> Void) throws {
    try runStep()
    try after(1, 1)
  }
}

extension Array {
  /// The elements in their order in about equally many, at most `count`, none of them empty.
  public func parts(_ count: Int) -> [ArraySlice<Element>] {
    let count = Swift.min(Swift.max(count, 1), self.count)
    return (0..<count).map { self[$0 * self.count / count..<($0 + 1) * self.count / count] }
  }
}

/// Sizes of register tiles that a device's kernels are compiled for.
public struct CompileTarget: Hashable, Sendable {
  /// Floats in a vector, vectors of output channels and pixels in a register tile.
  public var vector: Int
  public var tileVectors: Int
  public var tilePixels: Int
  /// What works at a time: cores of a processor, compute units of a GPU.
  public var parallelism: Int
  /// Whether convolutions may use Winograd's algorithm.
  public var winograd: WinogradUse
  /// Whether products for processors may take operands in bf16.
  public var bf16: BF16Use
  /// How products for GPUs round their operands.
  public var precision = Precision.fp32
  /// What was measured, by shape; counts where Winograd's algorithm is used `wherePaying`.
  public var choices: ConvolutionChoices
  /// Which kernels programs are lowered to.
  public var family: KernelFamily
  /// Bytes that the items of a work-group may share.
  public var localMemory: Int
  /// Whether pointwise launches for GPUs may be computed by the product before them.
  public var epilogues = EpilogueUse.wherePaying
  /// How every product for GPUs is cut, for tests; nil for whatever is cheapest.
  public var cut: GPUCut?

  public init(
    vector: Int, tileVectors: Int, tilePixels: Int, parallelism: Int,
    winograd: WinogradUse = .wherePaying, bf16: BF16Use = .never,
    choices: ConvolutionChoices = ConvolutionChoices(), family: KernelFamily = .processor,
    localMemory: Int = 0
  ) {
    self.winograd = winograd
    self.bf16 = bf16
    self.choices = choices
    self.family = family
    self.localMemory = localMemory
    self.vector = vector
    self.tileVectors = tileVectors
    self.tilePixels = tilePixels
    self.parallelism = parallelism
  }

  /// Rounds the operands of every product to a precision, whether that pays or not.
  public mutating func round(to precision: Precision) {
    self.precision = precision
    bf16 = precision == .bf16 ? .always : .never
  }

  /// Output channels in one packed block of weights.
  public var block: Int { vector * tileVectors }
  /// The same for the kernel that serves few output channels.
  public var narrowBlock: Int { vector }

  /// The block for a number of output channels.
  public func block(for channels: Int) -> Int { isNarrow(channels) ? narrowBlock : block }

  /// Whether a convolution to so many channels runs on the kernel for few.
  func isNarrow(_ channels: Int) -> Bool { channels <= narrowBlock }

  var kernelGeometry: ff_geometry {
    ff_geometry(
      vector: Int64(vector), tile_vectors: Int64(tileVectors), tile_pixels: Int64(tilePixels),
      block: Int64(block))
  }
}
