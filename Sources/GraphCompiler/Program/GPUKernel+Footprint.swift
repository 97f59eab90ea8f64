import CForeframeKernels

extension GPUKernel {
  /// The parts of the arena that a kernel touches: from the first to the last float of each operand.
  var footprint: [Range<Int>] {
    switch self {
    case .convolutionThen(let p, let epilogue):
      return GPUKernel.convolution(p).footprint + Self.views(epilogue)
    case .sumThen(let p, let epilogue):
      return GPUKernel.sum(p).footprint + Self.views(epilogue)
    case .winogradOutputThen(let p, let epilogue):
      return GPUKernel.winogradOutput(p).footprint + Self.views(epilogue)
    case .convolution(let p):
      let steps = p.kernel_height * p.kernel_width * p.cin
      let x = Self.span(
        p.x,
        [
          (p.target.batches, p.x_batch),
          (p.target.pixels / (p.out_height * p.out_width), p.x_image),
          (p.in_height, p.x_row), (p.in_width, p.x_pixel), (p.cin, 1),
        ])
      // Words come in whole K tiles.
      let lines = p.matrix_depth == 0 ? steps : Int64(GPUTiling.kTiles(Int(steps)) * Int(GPU_DEPTH))
      let w = Self.span(p.w, [(p.target.batches, p.w_batch), (lines * p.w_width, 1)])
      return x + w + Self.results(p.target, p.partial, p.parts, p.target.pixels, p.w_width)
    case .filterGradient(let p):
      let x = Self.span(
        p.x,
        [
          (p.target.batches, p.x_batch), (p.images, p.x_image), (p.in_height, p.x_row),
          (p.in_width, p.x_pixel), (p.matrix_depth == 0 ? p.cin : p.x_pixel, 1),
        ])
      let dy = Self.span(
        p.dy,
        [
          (p.target.batches, p.dy_batch), (p.images, p.dy_image), (p.out_height, p.dy_row),
          (p.out_width, p.dy_pixel),
          (p.matrix_depth == 0 ? p.target.channels : p.dy_pixel, 1),
        ])
      return x + dy + Self.results(p.target, p.partial, p.parts, p.target.pixels, p.width)
    case .sum(let p):
      let count = p.parts * p.target.batches * p.target.pixels * p.width
      return Self.span(p.partial, [(count, 1)]) + Self.span(p.target)
    case .pack(let p):
      let count = p.batches * p.kernel_height * p.kernel_width * p.cin * p.width
      return Self.source(p) + Self.span(p.packed, [(count, 1)])
    case .packWords(let p): return Self.source(p.pack) + Self.span(p.pack.packed, [(p.words, 1)])
    case .round(let p):
      let words = p.images * p.height * p.width * p.chunks * 4
      return Self.spans(p.parts, p.part_count, p.images, p.height, p.width)
        + Self.span(p.words, [(words, 1)])
    case .winogradFilter(let p):
      let source = Self.span(
        p.source,
        [
          (p.kernel_size, p.stride_ky), (p.kernel_size, p.stride_kx), (p.cin, p.stride_ci),
          (p.cout, p.stride_co),
        ])
      return source + Self.span(p.u, [(Self.points * p.cin * p.block, 1)])
    case .winogradInput(let p), .winogradSpread(let p):
      let parts = Self.spans(p.parts, p.part_count, p.images, p.height, p.width)
      let tiles = p.images * p.tile_rows * p.tile_columns
      return parts + Self.span(p.v, [(Self.points * tiles * p.v_width, 1)])
    case .winogradOutput(let p):
      let tiles = p.target.images * p.tile_rows * p.tile_columns
      return Self.span(p.m, [(Self.points * tiles * p.width, 1)]) + Self.span(p.target)
    case .winogradCollect(let p):
      let count = p.kernel_size * p.kernel_size * p.cin * p.cout
      return Self.span(p.s, [(Self.points * p.cin * p.cout, 1)])
        + Self.span(p.addend, [(count, 1)]) + Self.span(p.dw, [(count, 1)])
    case .reduce(let p):
      return Self.span(p.x, [(p.outer * p.reduced * p.inner, 1)])
        + Self.span(p.y, [(p.outer * p.parts * p.inner, 1)])
    case .gather(let p):
      return Self.span(p.table, [(p.rows * p.width, 1)]) + Self.span(p.index, [(p.count, 1)])
        + Self.span(p.y, [(p.count * p.width, 1)])
    case .sortBlocks(let p), .sortMerge(let p):
      return Self.span(p.index, [(p.count, 1)]) + Self.span(p.from, [(2 * p.count, 1)])
        + Self.span(p.to, [(2 * p.count, 1)])
    case .scatterAdd(let p):
      return Self.span(p.table, [(p.rows * p.width, 1)]) + Self.span(p.sorted, [(2 * p.count, 1)])
        + Self.span(p.y, [(p.count * p.width, 1)])
    case .warp(let p):
      return Self.span(p.x, p.imageSizes) + Self.span(p.by, p.displacementSizes)
        + Self.span(p.y, p.movedSizes)
    case .warpBlocks(let p):
      return Self.span(p.warp.by, p.warp.displacementSizes)
        + Self.span(p.sorted, [(2 * p.warp.targets, 1)])
    case .displacementGradient(let p):
      return Self.span(p.x, p.imageSizes) + Self.span(p.by, p.displacementSizes)
        + Self.span(p.y, p.movedSizes) + Self.span(p.dby, p.displacementSizes)
    case .transposedWarp(let p):
      return Self.span(p.warp.x, p.warp.imageSizes)
        + Self.span(p.warp.by, p.warp.displacementSizes)
        + Self.span(p.warp.y, p.warp.movedSizes) + Self.span(p.sorted, [(2 * p.warp.targets, 1)])
    case .random(let p):
      return Self.span(p.seed, [(3, 1)]) + Self.span(p.y, [(p.count, 1)])
    }
  }

  private static let points = Int64(WinogradChoice.points)

  /// A product writes to its target, or all of its partial sums.
  private static func results(
    _ target: ff_gpu_target, _ partial: Int64, _ parts: Int64, _ pixels: Int64, _ width: Int64
  ) -> [Range<Int>] {
    parts > 1
      ? span(partial, [(parts * target.batches * pixels * width, 1)]) : span(target)
  }

  /// What a tape reads and writes besides sums.
  private static func views(_ epilogue: GPUEpilogue) -> [Range<Int>] {
    (epilogue.leaves + epilogue.results).flatMap { view in
      span(
        Int64(view.offset),
        zip(epilogue.extents, view.strides).map { (Int64($0), Int64($1)) })
    }
  }

  /// Weights before they are packed.
  private static func source(_ p: ff_gpu_pack) -> [Range<Int>] {
    span(
      p.source,
      [
        (p.batches, p.source_batch), (p.kernel_height, p.stride_ky),
        (p.kernel_width, p.stride_kx), (p.cin, p.stride_ci), (p.cout, p.stride_co),
      ])
  }

  /// Images whose channels lie in several places.
  private static func spans(
    _ parts: JoinedInputs.Parts, _ count: Int64, _ images: Int64, _ height: Int64, _ width: Int64
  ) -> [Range<Int>] {
    JoinedInputs.list(parts, count: count).flatMap { part in
      span(
        part.x,
        [(images, part.image), (height, part.row), (width, part.pixel), (part.channels, 1)])
    }
  }

  private static func span(_ t: ff_gpu_target) -> [Range<Int>] {
    let sizes = [t.batches, t.images, t.height, t.width, t.channels]
    return span(t.bias, [(t.channels, 1)])
      + span(
        t.addend,
        Array(zip(sizes, [t.addend_batch, t.addend_image, t.addend_row, t.addend_pixel, 1])))
      + span(t.y, Array(zip(sizes, [t.y_batch, t.y_image, t.y_row, t.y_pixel, 1])))
  }

  /// An operand with sizes and strides; nothing if it is not there, or empty.
  private static func span(_ offset: Int64, _ axes: [(Int64, Int64)]) -> [Range<Int>] {
    if offset < 0 || axes.contains(where: { $0.0 == 0 }) { return [] }
    var (low, high) = (Int(offset), Int(offset))
    for (size, stride) in axes {
      let reach = Int((size - 1) * stride)
      if reach < 0 { low += reach } else { high += reach }
    }
    return [low..<(high + 1)]
  }
}
