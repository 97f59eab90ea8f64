import CForeframeKernels
import ForeframeGraphCompiler
import ForeframeKernelTexts

/// A kernel with all arguments set.
struct PreparedLaunch {
  var kernel: KernelHandle
  /// Work-items in all, and in a group; the second divides the first.
  var global: Int
  var local: Int
  /// The launch's index in its list.
  var number: Int
}

/// Prepares the launches of one program.
struct LaunchBuilder {
  let catalog: KernelCatalog
  private let pointwise: PointwiseKernels

  /// Builds the printed kernels of the launches, as many as can be together.
  init(launches: [Launch], catalog: KernelCatalog) throws(OpenCLError) {
    self.catalog = catalog
    pointwise = try PointwiseKernels(launches: launches, catalog: catalog)
    try catalog.buildEpilogues(
      launches.compactMap {
        if case .gpu(let kernel) = $0.kernel, kernel.groups > 0 {
          epilogueForm(kernel)
        } else {
          nil
        }
      })
  }

  /// Launches without work are left out.
  func prepare(
    _ launches: [Launch], arena: borrowing Buffer
  ) throws(OpenCLError) -> [PreparedLaunch] {
    var prepared: [PreparedLaunch] = []
    for (number, launch) in launches.enumerated() {
      if let ready = try prepare(launch.kernel, number: number, arena: arena) {
        prepared.append(ready)
      }
    }
    return prepared
  }

  private func prepare(
    _ kernel: Kernel, number: Int, arena: borrowing Buffer
  ) throws(OpenCLError) -> PreparedLaunch? {
    switch kernel {
    case .convolution(var p):
      return try fixed(.convolution, "convolution", p, ff_convolution_items(&p), number, arena)
    case .narrowConvolution(var p):
      let items = ff_convolution_items(&p)
      return try fixed(.convolution, "convolution_narrow", p, items, number, arena)
    case .filterGradient(var p):
      let items = ff_filter_gradient_items(&p, Int64(catalog.tuning.compileTarget.block))
      return try fixed(.filterGradient, "filter_gradient", p, items, number, arena)
    case .convolutionBF16, .narrowConvolutionBF16, .filterGradientBF16, .packPairs, .roundChannels,
      .roundImages:
      preconditionFailure("a program in bf16 for a device that does not offer it")
    case .winogradFilter(var p):
      let items = ff_winograd_filter_items(&p)
      return try fixed(.winograd, "winograd_filter", p, items, number, arena)
    case .winograd(var p):
      return try fixed(.winograd, "winograd", p, ff_winograd_items(&p), number, arena)
    case .winogradCorrelate(var p):
      let items = ff_winograd_correlate_items(&p)
      return try fixed(.winogradGradient, "winograd_correlate", p, items, number, arena)
    case .winogradCollect(var p):
      let items = ff_winograd_collect_items(&p)
      return try fixed(.winogradGradient, "winograd_collect", p, items, number, arena)
    case .pack(var p):
      return try fixed(.pack, "pack", p, ff_pack_items(&p), number, arena)
    case .reduce(var p):
      return try fixed(.reduce, "reduce", p, ff_reduce_items(&p), number, arena)
    case .gather(var p):
      return try fixed(.gather, "gather", p, ff_gather_items(&p), number, arena)
    case .sortRows(var p):
      return try fixed(.gather, "sort_rows", p, ff_sort_rows_items(&p), number, arena)
    case .scatterAdd(var p):
      return try fixed(.gather, "scatter_add", p, ff_scatter_add_items(&p), number, arena)
    case .warp(var p): return try fixed(.warp, "warp", p, ff_warp_items(&p), number, arena)
    case .displacementGradient(var p):
      let items = ff_displacement_gradient_items(&p)
      return try fixed(.warp, "displacement_gradient", p, items, number, arena)
    case .transposedWarp(var p):
      let items = ff_transposed_warp_items(&p)
      return try fixed(.warp, "transposed_warp", p, items, number, arena)
    case .random(var p):
      return try fixed(.random, "random_numbers", p, ff_random_items(&p), number, arena)
    case .pointwise(let kernel):
      return try pointwise.prepare(kernel, number: number, arena: arena)
    case .gpu(let kernel): return try prepare(kernel, number: number, arena: arena)
    }
  }

  /// A kernel of a fixed text: one work-item in a group, arena and parameters as arguments.
  private func fixed<Parameters: BitwiseCopyable>(
    _ text: KernelText, _ name: String, _ parameters: Parameters, _ items: Int64, _ number: Int,
    _ arena: borrowing Buffer
  ) throws(OpenCLError) -> PreparedLaunch? {
    guard items > 0 else { return nil }
    let kernel = try KernelHandle(program: catalog.program(text), name: name)
    try kernel.set(0, to: arena)
    try kernel.set(1, to: parameters)
    return PreparedLaunch(kernel: kernel, global: Int(items), local: 1, number: number)
  }
}
