import CForeframeKernels

/// One kernel of the family for GPUs with its parameters.
public enum GPUKernel: Sendable {
  case convolution(ff_gpu_convolution)
  /// One whose sums go through a tape before anything is written. Its target says how many there are.
  case convolutionThen(ff_gpu_convolution, GPUEpilogue)
  case filterGradient(ff_gpu_filter_gradient)
  case sum(ff_gpu_sum)
  case sumThen(ff_gpu_sum, GPUEpilogue)
  case pack(ff_gpu_pack)
  /// Weights, and images, rounded to the words of matrix instructions.
  case packWords(ff_gpu_pack_words)
  case round(ff_gpu_round)
  /// Winograd's transforms: of filters, of inputs and of output gradients to the points, and back to
  /// outputs and to filter gradients.
  case winogradFilter(ff_winograd_filter)
  case winogradInput(ff_gpu_winograd_input)
  case winogradSpread(ff_gpu_winograd_input)
  case winogradOutput(ff_gpu_winograd_output)
  case winogradOutputThen(ff_gpu_winograd_output, GPUEpilogue)
  case winogradCollect(ff_gpu_winograd_collect)
  case reduce(ff_gpu_reduce)
  case gather(ff_gather)
  /// Entries of an index sorted in blocks of a work-group, and two sorted runs each merged to one.
  case sortBlocks(ff_gpu_sort)
  case sortMerge(ff_gpu_sort)
  case scatterAdd(ff_gpu_scatter)
  case warp(ff_warp)
  /// Targets of a warp, sorted in blocks by the cell in which they lie; `sortMerge` goes on with them.
  case warpBlocks(ff_gpu_warp)
  case transposedWarp(ff_gpu_warp)
  case displacementGradient(ff_warp)
  case random(ff_random)
}

extension GPUKernel {
  /// Work-groups that have something to do.
  public var groups: Int {
    switch self {
    case .convolution(let p), .convolutionThen(let p, _):
      let tiles = Self.tiles(p.tile, p.target.pixels, p.w_width)
      return Int(p.parts * p.target.batches) * tiles
    case .filterGradient(let p):
      let tiles = Self.tiles(
        p.tile, p.kernel_height * p.kernel_width * p.row_channels, p.target.channels)
      return Int(p.parts * p.target.batches) * tiles
    case .sum(let p): return Self.groups(p.target.batches * p.target.pixels * p.width / 4)
    case .sumThen(let p, let epilogue):
      return Self.groups(p.target.pixels * Int64(epilogue.channels))
    case .pack(let p):
      return Self.groups(p.batches * p.kernel_height * p.kernel_width * p.cin * p.width)
    case .packWords(let p): return Self.groups(p.words / 4)
    case .round(let p): return Self.groups(p.images * p.height * p.width * p.chunks)
    case .winogradFilter(let p): return Self.groups(p.cin * p.block)
    case .winogradInput(let p), .winogradSpread(let p):
      return Self.groups(p.images * p.tile_rows * p.tile_columns * p.v_width)
    case .winogradOutput(let p):
      return Self.groups(p.target.images * p.tile_rows * p.tile_columns * p.target.channels)
    case .winogradOutputThen(let p, let epilogue):
      let tiles = p.target.images * p.tile_rows * p.tile_columns
      return Self.groups(tiles * Int64(epilogue.channels))
    case .winogradCollect(let p): return Self.groups(p.cin * p.cout)
    case .reduce(let p):
      return Int(
        (p.outer * p.parts + p.outers - 1) / p.outers * ((p.inner + p.columns - 1) / p.columns))
    case .gather(let p): return Self.groups(p.count * p.width)
    case .sortBlocks(let p), .sortMerge(let p): return Self.groups(p.count)
    case .scatterAdd(let p): return Self.groups(p.rows * p.width)
    case .warp(let p): return Self.groups(p.targets * p.channels)
    case .warpBlocks(let p): return Self.groups(p.warp.targets)
    case .displacementGradient(let p): return Self.groups(p.targets)
    case .transposedWarp(let p): return Self.groups(p.warp.pixels * p.warp.channels)
    case .random(let p): return Self.groups((p.count + 3) / 4)
    }
  }

  /// Work-items in a group.
  public var groupItems: Int {
    switch self {
    case .convolution(let p), .convolutionThen(let p, _): GPUTile(side: p.tile).items
    case .filterGradient(let p): GPUTile(side: p.tile).items
    case .reduce: Int(GPU_REDUCE_GROUP)
    case .sum, .sumThen, .pack, .packWords, .round, .winogradFilter, .winogradInput,
      .winogradSpread, .winogradOutput, .winogradOutputThen, .winogradCollect, .gather, .sortBlocks,
      .sortMerge, .scatterAdd, .warp,
      .warpBlocks, .transposedWarp, .displacementGradient, .random:
      Int(GPU_GROUP)
    }
  }

  /// What it does with sums before anything is written.
  public var epilogue: GPUEpilogue? {
    switch self {
    case .convolutionThen(_, let epilogue), .sumThen(_, let epilogue),
      .winogradOutputThen(_, let epilogue):
      epilogue
    case .convolution, .filterGradient, .sum, .pack, .packWords, .round, .winogradFilter,
      .winogradInput,
      .winogradSpread, .winogradOutput, .winogradCollect, .reduce, .gather, .sortBlocks,
      .sortMerge, .scatterAdd, .warp, .warpBlocks, .transposedWarp, .displacementGradient, .random:
      nil
    }
  }

  private static func groups(_ items: Int64) -> Int {
    (Int(items) + Int(GPU_GROUP) - 1) / Int(GPU_GROUP)
  }

  private static func tiles(_ tile: Int64, _ rows: Int64, _ columns: Int64) -> Int {
    Int((rows + tile - 1) / tile * ((columns + tile - 1) / tile))
  }
}

extension ff_gpu_pack_words {
  /// Words that it writes.
  var words: Int64 { pack.batches * k_tiles * pack.width * Int64(GPU_DEPTH) }
}

extension ff_gpu_target {
  /// Pixels of one batch.
  var pixels: Int64 { images * height * width }
}
