import CForeframeKernels

/// What the compiler has to know of a device: the sizes of its kernels' tiles, the family of kernels, how
/// much works at a time, and which choices are allowed or were measured.
public struct CompileTarget: Hashable, Sendable {
  /// Floats in a vector; a register tile of the kernels for processors is `tileVectors` vectors of output
  /// channels by `tilePixels` pixels.
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
  /// How every product for GPUs is tiled, for tests; nil for what was measured or is cheapest.
  public var tiling: GPUTiling?

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

  /// Words that matrix instructions multiply in the time of a float32 multiply-add, as measured on an H100: in
  /// bf16 a word has two numbers.
  var wordSpeed: Double {
    guard usesWords else { return 1 }
    return precision == .bf16 ? 3.5 : 3.7
  }

  /// Whether products take words of rounded numbers: by the matrix instructions of a GPU.
  var usesWords: Bool { family == .gpu && precision != .fp32 }

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
