import CForeframeOpenCL

/// The kernel texts that are part of this program.
package enum KernelText: String, CaseIterable {
  case convolution, winograd, winogradGradient, filterGradient, pack, reduce, gather, random
  case gpuConvolution, gpuFilterGradient, gpuSum, gpuPack, gpuReduce, gpuGather, gpuRandom,
    gpuWinograd, gpuCeiling, gpuAtomProbe

  /// The sources to build, in order.
  package var sources: [String] { sources(multiplyingWith: .plain) }

  /// The same with another atom, where there are products.
  func sources(multiplyingWith atom: GPUAtom) -> [String] {
    switch self {
    case .convolution: [KernelText.prelude, KernelText.tile, text(ff_text_of_convolution)]
    case .winograd:
      [KernelText.prelude, KernelText.tile, KernelText.points, text(ff_text_of_winograd)]
    case .winogradGradient:
      [KernelText.prelude, KernelText.tile, KernelText.points, text(ff_text_of_winograd_gradient)]
    case .filterGradient: [KernelText.prelude, KernelText.tile, text(ff_text_of_filter_gradient)]
    case .pack: [KernelText.prelude, text(ff_text_of_pack)]
    case .reduce: [KernelText.prelude, text(ff_text_of_reduce)]
    case .gather: [KernelText.prelude, text(ff_text_of_gather)]
    case .random:
      [
        KernelText.prelude, KernelText.activations, text(ff_text_of_philox),
        text(ff_text_of_random),
      ]
    case .gpuConvolution:
      gpu(ff_text_of_gpu_tile) + atom.texts.map(text)
        + [
          text(ff_text_of_gpu_convolution_tile), text(ff_text_of_gpu_target),
          text(ff_text_of_gpu_convolution),
        ]
    case .gpuFilterGradient:
      gpu(ff_text_of_gpu_tile) + atom.texts.map(text)
        + [text(ff_text_of_gpu_target), text(ff_text_of_gpu_filter_gradient)]
    case .gpuAtomProbe:
      gpu(ff_text_of_gpu_tile) + atom.texts.map(text) + [text(ff_text_of_gpu_atom_probe)]
    case .gpuWinograd:
      gpu(ff_text_of_winograd_points, ff_text_of_gpu_winograd_points, ff_text_of_gpu_winograd)
    case .gpuSum: gpu(ff_text_of_gpu_target, ff_text_of_gpu_sum)
    case .gpuPack: gpu(ff_text_of_gpu_pack)
    case .gpuReduce: gpu(ff_text_of_gpu_reduce)
    case .gpuGather: gpu(ff_text_of_gpu_gather)
    case .gpuCeiling: gpu(ff_text_of_gpu_ceiling)
    case .gpuRandom: gpu(ff_text_of_activations, ff_text_of_philox, ff_text_of_gpu_random)
    }
  }

  private func gpu(_ texts: ff_opencl_text_name...) -> [String] {
    KernelText.gpuPrelude + texts.map(text)
  }

  /// What stands before every text for GPUs.
  static let gpuPrelude = [prelude, text(ff_text_of_gpu_parameters)]

  /// Products and sums stay apart, as on the C path, so that both round alike.
  package static let prelude = "#pragma OPENCL FP_CONTRACT OFF\n" + text(ff_text_of_prelude)
  package static let activations = text(ff_text_of_activations)
  private static let tile = text(ff_text_of_tile)
  private static let points = text(ff_text_of_winograd_points)

  /// The parts of `pointwise.cl`.
  package static let pointwise = Skeleton(ff_text_of_pointwise)
}

/// A kernel text that is filled in: functions for all its kernels, and behind a mark the skeleton of
/// one.
package struct Skeleton: Sendable {
  package let functions: String
  package let skeleton: String

  init(_ name: ff_opencl_text_name) {
    let mark = "//$MARK\n"
    let whole = text(name)
    var start = whole.startIndex
    while start < whole.endIndex, !whole[start...].hasPrefix(mark) {
      start = whole[start...].firstIndex(of: "\n").map { whole.index(after: $0) } ?? whole.endIndex
    }
    functions = String(whole[..<start])
    skeleton = String(whole[start...].dropFirst(mark.count))
  }
}

private func text(_ name: ff_opencl_text_name) -> String { String(kernelText: name) }

extension String {
  /// A text of the folder `Kernels`, or a header that kernels share.
  init(kernelText name: ff_opencl_text_name) { self.init(cString: ff_opencl_text(name)) }
}
