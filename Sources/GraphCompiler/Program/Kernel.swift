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
  case warp(ff_warp)
  case transposedWarp(ff_warp)
  case displacementGradient(ff_warp)
  case random(ff_random)
  case pointwise(PointwiseKernel)
  /// A launch of the family for GPUs.
  case gpu(GPUKernel)
}
