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
  case gpu(GPUTiling? = nil)
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

  var gpuTiling: GPUTiling? {
    if case .gpu(let cut) = self { cut } else { nil }
  }
}
