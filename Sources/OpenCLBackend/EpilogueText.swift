import CForeframeOpenCL

/// The kernels for GPUs that put sums through a tape: a text, and a skeleton that the tape is printed
/// into.
enum EpilogueText: String, CaseIterable {
  case convolution, sum, winograd

  var skeleton: Skeleton {
    switch self {
    case .convolution: Skeleton(ff_text_of_gpu_convolution_epilogue)
    case .sum: Skeleton(ff_text_of_gpu_sum_epilogue)
    case .winograd: Skeleton(ff_text_of_gpu_winograd_epilogue)
    }
  }

  /// The sources that stand before the kernel.
  func sources(multiplyingWith atom: GPUAtom) -> [String] {
    let own: [ff_opencl_text_name] =
      switch self {
      case .convolution: [ff_text_of_gpu_tile] + atom.texts + [ff_text_of_gpu_convolution_tile]
      case .sum: []
      case .winograd: [ff_text_of_winograd_points, ff_text_of_gpu_winograd_points]
      }
    return KernelText.gpuPrelude + [KernelText.activations]
      + own.map { String(kernelText: $0) }
      + [KernelText.pointwise.functions, skeleton.functions]
  }
}
