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
    let own: [String] =
      switch self {
      case .convolution:
        [String(kernelText: ff_text_of_gpu_tile)] + instruction.textsAlongMemory
          + [String(kernelText: ff_text_of_gpu_sums)]
      case .sum: []
      case .winograd:
        [ff_text_of_winograd_points, ff_text_of_gpu_winograd_points].map { String(kernelText: $0) }
      }
    return KernelText.gpuPrelude + [KernelText.activations]
      + own + [KernelText.pointwise.functions, skeleton.functions]
  }
}
