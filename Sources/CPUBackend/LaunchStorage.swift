import CForeframeKernels
import ForeframeGraphCompiler

/// Owns the parameter structures that launches point to.
final class LaunchStorage {
  private var blocks: [UnsafeMutableRawPointer] = []

  deinit { for block in blocks { block.deallocate() } }

  /// The C form of launches; those that follow another are joined with it.
  func joined(_ launches: [Launch], _ table: UnsafePointer<ff_kernel_table>) -> [ff_launch] {
    var result: [ff_launch] = []
    for (index, launch) in launches.enumerated() {
      guard launch.follows, case .pointwise(let second) = launch.kernel,
        case .winograd(let first) = launches[index - 1].kernel
      else {
        result.append(self.launch(launch.kernel, table))
        continue
      }
      let pair = ff_winograd_then_pointwise(
        winograd: keep([first]), pointwise: keep([encoded(second)]))
      result[result.count - 1] = ff_launch_winograd_then_pointwise(table, keep([pair]))
    }
    return result
  }

  /// The C form of a kernel.
  func launch(_ kernel: Kernel, _ table: UnsafePointer<ff_kernel_table>) -> ff_launch {
    switch kernel {
    case .convolution(let p): ff_launch_convolution(table, keep([p]))
    case .narrowConvolution(let p): ff_launch_narrow_convolution(table, keep([p]))
    case .filterGradient(let p): ff_launch_filter_gradient(table, keep([p]))
    case .convolutionBF16(let p): ff_launch_convolution_bf16(table, keep([p]))
    case .narrowConvolutionBF16(let p): ff_launch_narrow_convolution_bf16(table, keep([p]))
    case .filterGradientBF16(let p): ff_launch_filter_gradient_bf16(table, keep([p]))
    case .packPairs(let p): ff_launch_pack_pairs(table, keep([p]))
    case .roundChannels(let p): ff_launch_round_channels(table, keep([p]))
    case .roundImages(let p): ff_launch_round_images(table, keep([p]))
    case .winogradFilter(let p): ff_launch_winograd_filter(table, keep([p]))
    case .winograd(let p): ff_launch_winograd(table, keep([p]))
    case .winogradCorrelate(let p): ff_launch_winograd_correlate(table, keep([p]))
    case .winogradCollect(let p): ff_launch_winograd_collect(table, keep([p]))
    case .pack(let p): ff_launch_pack(table, keep([p]))
    case .reduce(let p): ff_launch_reduce(table, keep([p]))
    case .gather(let p): ff_launch_gather(table, keep([p]))
    case .sortRows(let p): ff_launch_sort_rows(table, keep([p]))
    case .scatterAdd(let p): ff_launch_scatter_add(table, keep([p]))
    case .warp(let p): ff_launch_warp(table, keep([p]))
    case .transposedWarp(let p): ff_launch_transposed_warp(table, keep([p]))
    case .displacementGradient(let p): ff_launch_displacement_gradient(table, keep([p]))
    case .random(let p): ff_launch_random(table, keep([p]))
    case .pointwise(let p): ff_launch_pointwise(table, keep([encoded(p)]))
    case .gpu: preconditionFailure("a program for GPUs on a processor")
    }
  }

  /// A copy that lives as long as this object.
  private func keep<T: BitwiseCopyable>(_ values: [T]) -> UnsafePointer<T> {
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, values.count * MemoryLayout<T>.stride),
      alignment: MemoryLayout<T>.alignment)
    blocks.append(block)
    let typed = block.initializeMemory(as: T.self, from: values, count: values.count)
    return UnsafePointer(typed)
  }

  private func encoded(_ kernel: PointwiseKernel) -> ff_pointwise {
    let tape = RegisterTape(kernel.expression)
    var p = ff_pointwise()
    p.rank = Int64(kernel.extents.count)
    withUnsafeMutableBytes(of: &p.extents) { raw in
      for (axis, extent) in kernel.extents.enumerated() {
        raw.storeBytes(of: Int64(extent), toByteOffset: axis * 8, as: Int64.self)
      }
    }
    p.leaf_count = Int64(kernel.leaves.count)
    p.result_count = Int64(kernel.results.count)
    p.constant_count = Int64(tape.constants.count)
    p.instruction_count = Int64(tape.instructions.count)
    p.register_count = Int64(tape.registerCount)
    p.work = kernel.expression.instructions.reduce(p.leaf_count + p.result_count) { work, step in
      work + (step.function.isTranscendental ? 24 : 2)
    }
    p.leaves = keep(kernel.leaves.map(encoded))
    p.results = keep(kernel.results.map(encoded))
    p.constants = keep(tape.constants)
    p.tape = keep(tape.instructions)
    p.result_sources = keep(tape.results)
    return p
  }

  private func encoded(_ view: PointwiseKernel.View) -> ff_view {
    var result = ff_view()
    result.offset = Int64(view.offset)
    withUnsafeMutableBytes(of: &result.strides) { raw in
      for (axis, stride) in view.strides.enumerated() {
        raw.storeBytes(of: Int64(stride), toByteOffset: axis * 8, as: Int64.self)
      }
    }
    return result
  }
}
