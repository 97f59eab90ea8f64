import CForeframeKernelTexts

/// The fixed kernel texts that are part of this program, in OpenCL C; sizes are macros.
package enum KernelText: String, CaseIterable {
  case convolution, winograd, winogradGradient, filterGradient, pack, reduce, gather, warp,
    random
  case gpuConvolution, gpuFilterGradient, gpuSum, gpuPack, gpuReduce, gpuGather, gpuWarp, gpuRandom,
    gpuWinograd, gpuCeiling, gpuInstructionProbe, gpuRound, gpuPackWords

  /// The sources to build, in order.
  package var sources: [String] { sources(multiplyingWith: .multiplyAdd) }

  /// The same sources with another instruction in products.
  package func sources(multiplyingWith instruction: ProductInstruction) -> [String] {
    switch self {
    case .convolution: [KernelText.prelude, KernelText.tile, text(ff_text_of_convolution)]
    case .winograd:
      [KernelText.prelude, KernelText.tile, KernelText.points, text(ff_text_of_winograd)]
    case .winogradGradient:
      [KernelText.prelude, KernelText.tile, KernelText.points, text(ff_text_of_winograd_gradient)]
    case .filterGradient: [KernelText.prelude, KernelText.tile, text(ff_text_of_filter_gradient)]
    case .pack: [KernelText.prelude, text(ff_text_of_pack)]
    case .reduce: [KernelText.prelude, text(ff_text_of_reduce)]
    case .gather: [KernelText.prelude, text(ff_text_of_gather), text(ff_text_of_scatter)]
    case .warp: [KernelText.prelude, text(ff_text_of_warp_place), text(ff_text_of_warp)]
    case .random:
      [
        KernelText.prelude, KernelText.activations, text(ff_text_of_philox),
        text(ff_text_of_random),
      ]
    case .gpuConvolution:
      gpu(ff_text_of_gpu_tile) + instruction.textsAlongMemory
        + [text(ff_text_of_gpu_target), text(ff_text_of_gpu_convolution)]
    case .gpuFilterGradient:
      gpu(ff_text_of_gpu_tile) + instruction.textsAcrossMemory
        + [ff_text_of_gpu_target, ff_text_of_gpu_sums, ff_text_of_gpu_filter_gradient].map(text)
    case .gpuInstructionProbe:
      gpu(ff_text_of_gpu_tile) + instruction.textsAlongMemory
        + [text(ff_text_of_gpu_instruction_probe)]
    case .gpuRound: gpu(instruction.words + [ff_text_of_gpu_round])
    case .gpuPackWords:
      gpu(instruction.words + [ff_text_of_gpu_columns, ff_text_of_gpu_pack_words])
    case .gpuWinograd:
      gpu(ff_text_of_winograd_points, ff_text_of_gpu_winograd_points, ff_text_of_gpu_winograd)
    case .gpuSum: gpu(ff_text_of_gpu_target, ff_text_of_gpu_sum)
    case .gpuPack: gpu(ff_text_of_gpu_columns, ff_text_of_gpu_pack)
    case .gpuReduce: gpu(ff_text_of_gpu_reduce)
    case .gpuGather: gpu(ff_text_of_gpu_gather, ff_text_of_gpu_sorting, ff_text_of_gpu_scatter)
    case .gpuWarp: gpu(ff_text_of_warp_place, ff_text_of_gpu_sorting, ff_text_of_gpu_warp)
    case .gpuCeiling: gpu(ff_text_of_gpu_ceiling)
    case .gpuRandom: gpu(ff_text_of_activations, ff_text_of_philox, ff_text_of_gpu_random)
    }
  }

  /// All texts that a device's kernels are built from: the fixed ones, the parts of generated ones, and
  /// those of its matrix unit.
  package static func everything(for unit: MatrixUnit?) -> [String] {
    let epilogues = EpilogueText.allCases.flatMap {
      $0.sources(multiplyingWith: .multiplyAdd) + [$0.skeleton.skeleton]
    }
    return texts(multiplyingWith: .multiplyAdd) + [pointwise.functions, pointwise.skeleton]
      + epilogues + (unit.map { texts(multiplyingWith: .matrix($0, depth: 0)) } ?? [])
  }

  private static func texts(multiplyingWith instruction: ProductInstruction) -> [String] {
    allCases.flatMap { $0.sources(multiplyingWith: instruction) }
  }

  private func gpu(_ texts: ff_kernel_text_name...) -> [String] { gpu(texts) }

  private func gpu(_ texts: [ff_kernel_text_name]) -> [String] {
    KernelText.gpuPrelude + texts.map(text)
  }

  /// The texts that come before every text for GPUs.
  static let gpuPrelude = [prelude, text(ff_text_of_gpu_parameters)]

  /// The compiler may not contract `a * b + c`: as on the native path, so that both round alike.
  package static let prelude = "#pragma OPENCL FP_CONTRACT OFF\n" + text(ff_text_of_prelude)
  package static let activations = text(ff_text_of_activations)
  private static let tile = text(ff_text_of_tile)
  private static let points = text(ff_text_of_winograd_points)

  /// The parts of `pointwise.cl`.
  package static let pointwise = KernelSkeleton(ff_text_of_pointwise)
}

private func text(_ name: ff_kernel_text_name) -> String { String(kernelText: name) }
