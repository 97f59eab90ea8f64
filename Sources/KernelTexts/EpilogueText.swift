import CForeframeKernelTexts

/// The kernels for GPUs that apply an epilogue to sums before they are written: a text, and a skeleton
/// that the epilogue's tape is printed into.
package enum EpilogueText: String, CaseIterable {
  case convolution, sum, winograd

  package var skeleton: KernelSkeleton {
    switch self {
    case .convolution: KernelSkeleton(ff_text_of_gpu_convolution_epilogue)
    case .sum: KernelSkeleton(ff_text_of_gpu_sum_epilogue)
    case .winograd: KernelSkeleton(ff_text_of_gpu_winograd_epilogue)
    }
  }

  /// The sources that come before the kernel.
  package func sources(multiplyingWith instruction: ProductInstruction) -> [String] {
    let own: [ff_kernel_text_name] =
      switch self {
      case .convolution:
        [ff_text_of_gpu_tile] + instruction.texts + [ff_text_of_gpu_convolution_tile]
      case .sum: []
      case .winograd: [ff_text_of_winograd_points, ff_text_of_gpu_winograd_points]
      }
    return KernelText.gpuPrelude + [KernelText.activations]
      + own.map { String(kernelText: $0) }
      + [KernelText.pointwise.functions, skeleton.functions]
  }
}
