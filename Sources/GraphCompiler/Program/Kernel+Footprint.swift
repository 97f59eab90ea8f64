import CForeframeKernels

extension Kernel {
  /// The parts of the arena that a kernel touches: from the first to the last float of each operand.
  var footprint: [Range<Int>] {
    var ranges: [Range<Int>] = []
    /// An operand at `offset` with sizes and strides.
    func add(_ offset: Int64, _ axes: [(Int64, Int64)]) {
      if offset < 0 || axes.contains(where: { $0.0 == 0 }) { return }
      var low = Int(offset)
      var high = Int(offset)
      for (size, stride) in axes {
        let reach = Int((size - 1) * stride)
        if reach < 0 { low += reach } else { high += reach }
      }
      ranges.append(low..<(high + 1))
    }
    func addParts(_ p: ff_bf16) {
      for part in JoinedInputs.list(p.parts, count: p.part_count) {
        add(
          part.x,
          [
            (p.images, part.image), (p.height, part.row), (p.width, part.pixel),
            (part.channels, 1),
          ])
      }
    }
    switch self {
    case .convolution(let p), .narrowConvolution(let p), .convolutionBF16(let p),
      .narrowConvolutionBF16(let p):
      let blocks = (p.cout + p.block - 1) / p.block
      let rows = p.kernel_height * p.kernel_width * p.cin
      add(
        p.x,
        [
          (p.batches, p.x_batch), (p.images, p.x_image), (p.in_height, p.x_row),
          (p.in_width, p.x_pixel), (p.cin, 1),
        ])
      add(p.w, [(p.batches, p.w_batch), (blocks * rows * p.block, 1)])
      add(p.bias, [(p.cout, 1)])
      add(
        p.addend,
        [
          (p.batches, p.addend_batch), (p.images, p.addend_image), (p.out_height, p.addend_row),
          (p.out_width, p.addend_pixel), (p.cout, 1),
        ])
      add(
        p.y,
        [
          (p.batches, p.y_batch), (p.images, p.y_image), (p.out_height, p.y_row),
          (p.out_width, p.y_pixel), (p.cout, 1),
        ])
      add(p.zero, [(p.cin, 1)])
    case .filterGradient(let p), .filterGradientBF16(let p):
      let count = p.batches * p.kernel_height * p.kernel_width * p.cin * p.cout
      add(
        p.x,
        [
          (p.batches, p.x_batch), (p.images, p.x_image), (p.in_height, p.x_row),
          (p.in_width, p.x_pixel), (p.cin, 1),
        ])
      add(
        p.dy,
        [
          (p.batches, p.dy_batch), (p.images, p.dy_image), (p.out_height, p.dy_row),
          (p.out_width, p.dy_pixel), (p.cout, 1),
        ])
      add(p.addend, [(count, 1)])
      add(p.dw, [(count, 1)])
    case .winogradFilter(let p):
      let blocks = (p.cout + p.block - 1) / p.block
      add(
        p.source,
        [
          (p.kernel_size, p.stride_ky), (p.kernel_size, p.stride_kx), (p.cin, p.stride_ci),
          (p.cout, p.stride_co),
        ])
      add(p.u, [(blocks * 36 * p.cin * p.block, 1)])
    case .winograd(var p):
      let blocks = (p.cout + p.block - 1) / p.block
      for part in JoinedInputs.list(p.parts, count: p.part_count) {
        add(
          part.x,
          [
            (p.images, part.image), (p.height, part.row), (p.width, part.pixel),
            (part.channels, 1),
          ])
      }
      add(p.u, [(blocks * 36 * p.cin * p.block, 1)])
      add(p.scratch, [(ff_winograd_items(&p) * p.scratch_per_item, 1)])
      add(p.bias, [(p.cout, 1)])
      add(
        p.addend,
        [
          (p.images, p.addend_image), (p.height, p.addend_row), (p.width, p.addend_pixel),
          (p.cout, 1),
        ])
      add(
        p.y,
        [(p.images, p.y_image), (p.height, p.y_row), (p.width, p.y_pixel), (p.cout, 1)])
      add(p.zero, [(p.cin, 1)])
    case .winogradCorrelate(let p):
      let blocks = (p.cout + p.block - 1) / p.block
      for part in JoinedInputs.list(p.parts, count: p.part_count) {
        add(
          part.x,
          [
            (p.images, part.image), (p.height, part.row), (p.width, part.pixel),
            (part.channels, 1),
          ])
      }
      add(
        p.dy, [(p.images, p.dy_image), (p.height, p.dy_row), (p.width, p.dy_pixel), (p.cout, 1)])
      add(p.scratch, [(p.items * p.scratch_per_item, 1)])
      add(p.s, [(36 * blocks * p.cin * p.block, 1)])
      add(p.zero, [(max(p.cin, p.cout), 1)])
    case .winogradCollect(let p):
      let blocks = (p.cout + p.block - 1) / p.block
      let count = p.kernel_size * p.kernel_size * p.cin * p.cout
      add(p.s, [(36 * blocks * p.cin * p.block, 1)])
      add(p.addend, [(count, 1)])
      add(p.dw, [(count, 1)])
    case .pack(let p), .packPairs(let p):
      let blocks = (p.cout + p.block - 1) / p.block
      let rows = if case .packPairs = self { (p.cin + 1) / 2 } else { p.cin }
      add(
        p.source,
        [
          (p.batches, p.source_batch), (p.kernel_height, p.stride_ky),
          (p.kernel_width, p.stride_kx), (p.cin, p.stride_ci), (p.cout, p.stride_co),
        ])
      add(
        p.packed,
        [(p.batches * blocks * p.kernel_height * p.kernel_width * rows * p.block, 1)])
    case .roundChannels(let p):
      addParts(p)
      add(p.words, [(p.images * p.height * p.width * ((p.channels + 1) / 2), 1)])
    case .roundImages(let p):
      addParts(p)
      add(p.words, [((p.images + 1) / 2 * p.height * p.width * p.channels, 1)])
    case .reduce(let p):
      add(p.x, [(p.outer * p.reduced * p.inner, 1)])
      add(p.y, [(p.outer * p.parts * p.inner, 1)])
    case .gather(let p):
      add(p.table, [(p.rows * p.width, 1)])
      add(p.index, [(p.count, 1)])
      add(p.y, [(p.count * p.width, 1)])
    case .sortRows(let p), .scatterAdd(let p):
      add(p.table, [(p.rows * p.width, 1)])
      add(p.index, [(p.count, 1)])
      add(p.y, [(p.count * p.width, 1)])
      add(p.starts, [(p.rows + 2, 1)])
      add(p.order, [(p.count, 1)])
    case .warp(let p):
      add(p.x, p.imageSizes)
      add(p.by, p.displacementSizes)
      add(p.y, p.movedSizes)
      add(p.zero, [(p.channels, 1)])
    case .displacementGradient(let p):
      add(p.x, p.imageSizes)
      add(p.by, p.displacementSizes)
      add(p.y, p.movedSizes)
      add(p.dby, p.displacementSizes)
      add(p.zero, [(p.channels, 1)])
    case .transposedWarp(let p):
      add(p.x, p.imageSizes)
      add(p.by, p.displacementSizes)
      add(p.y, p.movedSizes)
    case .random(let p):
      add(p.seed, [(3, 1)])
      add(p.y, [(p.count, 1)])
    case .pointwise(let p):
      for view in p.leaves + p.results {
        add(Int64(view.offset), zip(p.extents, view.strides).map { (Int64($0), Int64($1)) })
      }
    case .gpu(let kernel): ranges = kernel.footprint
    }
    return ranges
  }
}
