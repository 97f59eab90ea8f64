import CForeframeKernels

/// One kernel with its parameters: what a backend runs.
///
/// The parameter structures are those of `KernelParameters.h`; their offsets are final.
public enum Kernel: Sendable {
  case convolution(ff_convolution)
  /// A convolution to few channels: blocks of ``CompileTarget/narrowBlock``.
  case narrowConvolution(ff_convolution)
  case filterGradient(ff_filter_gradient)
  /// The same over words of two bf16 numbers; sizes count words.
  case convolutionBF16(ff_convolution)
  case narrowConvolutionBF16(ff_convolution)
  case filterGradientBF16(ff_filter_gradient)
  case packPairs(ff_pack)
  case roundChannels(ff_bf16)
  case roundImages(ff_bf16)
  case winograd(ff_winograd)
  case winogradFilter(ff_winograd_filter)
  case winogradCorrelate(ff_winograd_gradient)
  case winogradCollect(ff_winograd_gradient)
  case pack(ff_pack)
  case reduce(ff_reduce)
  case gather(ff_gather)
  /// Entries of an index sorted by the row that they name, for `scatterAdd`.
  case sortRows(ff_scatter)
  case scatterAdd(ff_scatter)
  case random(ff_random)
  case pointwise(PointwiseKernel)
  /// A launch of the family for GPUs.
  case gpu(GPUKernel)
}

/// A kernel, and which parts of the arena it reads and writes.
public struct Launch: Sendable {
  public var kernel: Kernel
  /// Slots read and written, for the plan's invariants.
  public var reads: [Int]
  public var writes: [Int]
  /// What it is for, as shown by `inspect` and profiles.
  public var label: String
  /// Whether it may run pixel by pixel behind the convolution before it, on what that has just
  /// finished and is still in the cache; otherwise it comes when all of that is done.
  public var follows: Bool

  public init(
    kernel: Kernel, reads: [Int], writes: [Int], label: String, follows: Bool = false
  ) {
    self.kernel = kernel
    self.reads = reads
    self.writes = writes
    self.label = label
    self.follows = follows
  }
}
