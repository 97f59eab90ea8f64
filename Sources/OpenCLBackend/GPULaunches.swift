import CForeframeKernels
import ForeframeGraphCompiler
import ForeframeKernelTexts

extension LaunchBuilder {
  /// A launch of the family for GPUs; nil if there is nothing to do.
  func prepare(
    _ kernel: GPUKernel, number: Int, arena: borrowing Buffer
  ) throws(OpenCLError) -> PreparedLaunch? {
    let groups = kernel.groups
    guard groups > 0 else { return nil }
    let handle: KernelHandle
    switch kernel {
    case .convolution(let p):
      let options = options(p.tile, p.quads, p.matrix_depth)
      handle = try self.kernel(.gpuConvolution, options, "gpu_convolution", p)
    case .convolutionThen(let p, let epilogue): handle = try printed(kernel, epilogue, p)
    case .sumThen(let p, let epilogue): handle = try printed(kernel, epilogue, p)
    case .winogradOutputThen(let p, let epilogue): handle = try printed(kernel, epilogue, p)
    case .filterGradient(let p):
      let options = options(p.tile, p.quads, p.matrix_depth)
      handle = try self.kernel(.gpuFilterGradient, options, "gpu_filter_gradient", p)
    case .sum(let p): handle = try self.kernel(.gpuSum, nil, "gpu_sum", p)
    case .pack(let p): handle = try self.kernel(.gpuPack, nil, "gpu_pack", p)
    case .packWords(let p):
      let options = options(nil, 0, p.matrix_depth)
      handle = try self.kernel(.gpuPackWords, options, "gpu_pack_words", p)
    case .round(let p):
      let options = options(nil, p.quads, p.matrix_depth)
      handle = try self.kernel(.gpuRound, options, "gpu_round", p)
    case .reduce(let p): handle = try self.kernel(.gpuReduce, nil, "gpu_reduce", p)
    case .gather(let p): handle = try self.kernel(.gpuGather, nil, "gpu_gather", p)
    case .sortBlocks(let p): handle = try self.kernel(.gpuGather, nil, "gpu_sort_blocks", p)
    case .sortMerge(let p): handle = try self.kernel(.gpuGather, nil, "gpu_sort_merge", p)
    case .scatterAdd(let p): handle = try self.kernel(.gpuGather, nil, "gpu_scatter_add", p)
    case .warp(let p): handle = try self.kernel(.gpuWarp, nil, "gpu_warp", p)
    case .warpBlocks(let p): handle = try self.kernel(.gpuWarp, nil, "gpu_warp_blocks", p)
    case .displacementGradient(let p):
      handle = try self.kernel(.gpuWarp, nil, "gpu_displacement_gradient", p)
    case .transposedWarp(let p):
      handle = try self.kernel(.gpuWarp, nil, "gpu_transposed_warp", p)
    case .winogradFilter(let p):
      handle = try self.kernel(.gpuWinograd, nil, "gpu_winograd_filter", p)
    case .winogradInput(let p):
      handle = try self.kernel(.gpuWinograd, nil, "gpu_winograd_input", p)
    case .winogradSpread(let p):
      handle = try self.kernel(.gpuWinograd, nil, "gpu_winograd_spread", p)
    case .winogradOutput(let p):
      handle = try self.kernel(.gpuWinograd, nil, "gpu_winograd_output", p)
    case .winogradCollect(let p):
      handle = try self.kernel(.gpuWinograd, nil, "gpu_winograd_collect", p)
    case .random(let p): handle = try self.kernel(.gpuRandom, nil, "gpu_random", p)
    }
    try handle.set(0, to: arena)
    return PreparedLaunch(
      kernel: handle, global: groups * kernel.groupItems, local: kernel.groupItems, number: number)
  }

  private func options(_ side: Int64?, _ quads: Int64, _ depth: Int64) -> GPUProductOptions {
    GPUProductOptions(
      tile: side.map { GPUTile(side: $0) }, readsQuads: quads != 0,
      instruction: catalog.instruction(depth: depth))
  }

  private func kernel<Parameters: BitwiseCopyable>(
    _ text: KernelText, _ options: GPUProductOptions?, _ name: String, _ parameters: Parameters
  ) throws(OpenCLError) -> KernelHandle {
    let kernel = try KernelHandle(program: catalog.program(text, options), name: name)
    try kernel.set(1, to: parameters)
    return kernel
  }

  /// The printed kernel of a product with an epilogue; nil for other kernels.
  func epilogueForm(_ kernel: GPUKernel) -> KernelCatalog.EpilogueForm? {
    switch kernel {
    case .convolutionThen(let p, let epilogue):
      .init(
        shape: EpilogueShape(.convolution, epilogue),
        options: options(p.tile, p.quads, p.matrix_depth))
    case .sumThen(_, let epilogue): .init(shape: EpilogueShape(.sum, epilogue), options: nil)
    case .winogradOutputThen(let p, let epilogue):
      .init(shape: EpilogueShape(.winograd, epilogue, size: Int(p.tile)), options: nil)
    case .convolution, .filterGradient, .sum, .pack, .packWords, .round, .reduce, .gather,
      .sortBlocks, .sortMerge, .scatterAdd, .warp, .warpBlocks, .displacementGradient,
      .transposedWarp, .winogradFilter, .winogradInput, .winogradSpread, .winogradOutput,
      .winogradCollect, .random:
      nil
    }
  }

  /// A kernel with an epilogue: the offsets of the epilogue's views follow the parameters.
  private func printed<Parameters: BitwiseCopyable>(
    _ kernel: GPUKernel, _ epilogue: GPUEpilogue, _ parameters: Parameters
  ) throws(OpenCLError) -> KernelHandle {
    guard let form = epilogueForm(kernel), let place = catalog.kernel(form) else {
      preconditionFailure("a kernel with an epilogue was not built")
    }
    let handle = try KernelHandle(program: place.program, name: place.name)
    try handle.set(1, to: parameters)
    for (index, view) in (epilogue.leaves + epilogue.results).enumerated() {
      try handle.set(index + 2, to: Int64(view.offset))
    }
    return handle
  }
}
