import CForeframeKernels
import ForeframeTensorGraph

extension Lowering {
  // MARK: Convolutions

  /// y = x * w for GPUs, with the filter as it is, or flipped and swapped. With up > 1 the
  /// transposed convolution, by one launch for each remainder of the output's position.
  ///
  /// - Parameters:
  ///   - x: images of numbers, or of words (``gpuWords(_:isPrologue:)``).
  ///   - inner: the input channels of the filter.
  ///   - epilogue: what may be done with the sums; with up == 1 only.
  /// - Returns: whether that was done.
  mutating func lowerGPUConvolution(
    measured: GPUTiling?, x: Location, filter: Location, inner: Int, isFlipped: Bool, stride: Int,
    up: Int, bias: Location?, addend: Location?, y: Location, epilogue: PendingEpilogue?,
    isPrologue: Bool, life: PackLife
  ) -> Bool {
    var isDone = false
    let (first, strides) = filter.filterStrides(isFlipped: isFlipped)
    for fy in 0..<min(up, y.shape[1]) {
      for fx in 0..<min(up, y.shape[2]) {
        let rows = TapSelection(kernel: filter.shape[0], up: up, remainder: fy)
        let columns = TapSelection(kernel: filter.shape[1], up: up, remainder: fx)
        let walk = FilterWalk(
          sizes: [rows.count, columns.count, inner, y.shape[3]],
          first: Int(first + Int64(rows.first) * strides[0] + Int64(columns.first) * strides[1]),
          strides: [Int(strides[0]) * up, Int(strides[1]) * up, Int(strides[2]), Int(strides[3])])
        let target = GPUTarget(
          images: y.every(up, fy, fx), bias: bias, addend: addend?.every(up, fy, fx))
        var p = ff_gpu_convolution()
        (p.in_height, p.in_width) = (Int64(x.shape[1]), Int64(x.shape[2]))
        p.cin = Int64(x.shape[3])
        (p.out_height, p.out_width) = (Int64(target.y.shape[1]), Int64(target.y.shape[2]))
        (p.kernel_height, p.kernel_width) = (Int64(rows.count), Int64(columns.count))
        (p.stride, p.pad_y, p.pad_x) = (Int64(stride), Int64(rows.pad), Int64(columns.pad))
        (p.x_image, p.x_row, p.x_pixel) = x.imageStrides
        let weights = GPUWeights(source: filter, walk: walk, batches: 1, life: life)
        isDone = emitGPUProduct(
          p, x, weights, target, epilogue: epilogue, measured: measured, isPrologue: isPrologue,
          label: "convolution")
      }
    }
    return isDone
  }

  /// [..., M, K] x [..., K, N]: a 1x1 convolution over M pixels. Rows of the left side are
  /// contiguous; the right side may be transposed.
  ///
  /// - Parameter epilogue: what may be done with the sums; of one product only.
  /// - Returns: whether that was done.
  mutating func lowerGPUProduct(
    left: Location, right: Location, bias: Location?, addend: Location?, y: Location,
    epilogue: PendingEpilogue?, isPrologue: Bool, life: PackLife
  ) -> Bool {
    let rank = y.shape.rank
    let batches = y.shape.sizes.dropLast(2).reduce(1, *)
    let (inner, columns) = (right.shape[rank - 2], right.shape[rank - 1])
    let walk = FilterWalk(
      sizes: [1, 1, inner, columns], first: 0,
      strides: [0, 0, right.strides[rank - 2], right.strides[rank - 1]])
    let weights = GPUWeights(source: right, walk: walk, batches: batches, life: life)
    let rows = Int64(left.shape[rank - 2])
    let target = GPUTarget(
      matrices: y, rows: rows, channels: Int64(columns), batches: Int64(batches), bias: bias,
      addend: addend)
    var p = ff_gpu_convolution()
    (p.in_height, p.in_width, p.cin) = (1, rows, Int64(left.shape[rank - 1]))
    (p.out_height, p.out_width) = (1, rows)
    (p.kernel_height, p.kernel_width, p.stride) = (1, 1, 1)
    p.x_pixel = Int64(left.strides[rank - 2])
    p.x_batch = Int64(left.batchStride ?? 0)
    return emitGPUProduct(
      p, left, weights, target, epilogue: epilogue, isPrologue: isPrologue, label: "matmul")
  }

  /// A product with the epilogue, if there is one, where its sums are finished.
  ///
  /// - Returns: whether the epilogue was done.
  private mutating func emitGPUProduct(
    _ parameters: ff_gpu_convolution, _ x: Location, _ weights: GPUWeights, _ target: GPUTarget,
    epilogue: PendingEpilogue?, measured: GPUTiling? = nil, isPrologue: Bool, label: String
  ) -> Bool {
    if target.rows == 0 { return false }
    var p = parameters
    let tiling = gpuTiling(p, target, measured: measured)
    if tiling.splits == 1, let epilogue,
      let interleaving = interleaving(weights, epilogue, tiling.tile)
    {
      let w = packed(weights, interleaving)
      p.w_width = Int64(interleaving.width(weights.walk.sizes[3]))
      emitGPUConvolutionThen(epilogue, p, x, w, target, tiling.tile, label: label)
      return true
    }
    let interleaving = ColumnInterleaving()
    let w = packed(weights, interleaving)
    p.w_width = Int64(interleaving.width(weights.walk.sizes[3]))
    p.w_batch = weights.batches == 1 ? 0 : Int64(w.shape.count / weights.batches)
    return emitGPUConvolution(
      p, x, w, target, tiling, isPrologue: isPrologue, label: label, epilogue: epilogue)
  }

  func gpuTiling(
    _ p: ff_gpu_convolution, _ target: GPUTarget, measured: GPUTiling? = nil
  ) -> GPUTiling {
    GPUTiling(
      rows: target.rows, columns: target.channels,
      depth: Int(p.kernel_height * p.kernel_width * p.cin), batches: target.batches,
      compileTarget: compileTarget, measured: measured)
  }

  /// How weights have to lie for an epilogue; nil if it is not worth that. Filters that are packed
  /// anew at every use, and need not be for a launch without, cost what the epilogue saves.
  private func interleaving(
    _ weights: GPUWeights, _ epilogue: PendingEpilogue, _ tile: GPUTile
  ) -> ColumnInterleaving? {
    if epilogue.gates == 1 { return ColumnInterleaving() }
    if compileTarget.epilogues == .wherePaying, weights.life != .always, liesPacked(weights) {
      return nil
    }
    return ColumnInterleaving(gates: epilogue.gates, tile: tile.rawValue)
  }

  /// A product in one piece whose sums go through a tape.
  private mutating func emitGPUConvolutionThen(
    _ epilogue: PendingEpilogue, _ parameters: ff_gpu_convolution, _ x: Location, _ w: Location,
    _ target: GPUTarget, _ tile: GPUTile, label: String
  ) {
    var planned = parameters
    (planned.tile, planned.parts) = (Int64(tile.rawValue), 1)
    planned.matrix_depth = compileTarget.precision.matrixDepth
    (planned.target, planned.partial) = (target.sizes, -1)
    let product = planned
    emit(
      PendingLaunch(
        label: compileTarget.precision.label("\(label) and pointwise"),
        reads: [x, w] + epilogue.leaves, writes: epilogue.results, isPointwise: true,
        readsAround: [x, w]
      ) { at in
        var p = product
        (p.x, p.w) = (at[x], at[w])
        p.quads = p.readsQuads ? 1 : 0
        return .gpu(.convolutionThen(p, epilogue(at)))
      }, isPrologue: false)
  }

  /// A product that writes its sums, or parts of them, which another launch adds up and, if there is
  /// one, puts through the epilogue.
  ///
  /// - Returns: whether the epilogue was done.
  @discardableResult
  mutating func emitGPUConvolution(
    _ parameters: ff_gpu_convolution, _ x: Location, _ w: Location, _ target: GPUTarget,
    _ tiling: GPUTiling, isPrologue: Bool, label: String, epilogue: PendingEpilogue? = nil
  ) -> Bool {
    var p = parameters
    (p.tile, p.parts) = (Int64(tiling.tile.rawValue), Int64(tiling.splits))
    p.matrix_depth = compileTarget.precision.matrixDepth
    let partial = gpuPartialSums(target, tiling, isPrologue: isPrologue)
    let planned = p
    emit(
      PendingLaunch(
        label: compileTarget.precision.label(label),
        reads: [x, w] + (partial == nil ? target.reads : []),
        writes: [partial ?? target.y]
      ) { at in
        var p = planned
        p.target = target.parameters(at)
        (p.x, p.w, p.partial) = (at[x], at[w], at[partial])
        p.quads = p.readsQuads ? 1 : 0
        return .gpu(.convolution(p))
      }, isPrologue: isPrologue)
    guard let partial else { return false }
    if let epilogue {
      emitGPUSum(partial, tiling, target, epilogue, label: label)
      return true
    }
    emitGPUSum(partial, tiling, target, isPrologue: isPrologue, label: label)
    return false
  }

  // MARK: Filter gradients

  /// The filter gradient that the parameters for processors describe, for GPUs.
  mutating func lowerGPUFilterGradient(
    _ f: ff_filter_gradient, x: Location, dy: Location, addend: Location?, dw: Location,
    measured: GPUTiling? = nil, isPrologue: Bool, label: String = "filter gradient",
    longest: Int = 0
  ) {
    let taps = f.kernel_height * f.kernel_width
    let rowChannels = compileTarget.usesWords ? Int64(wordChunks(Int(f.cin)) * chunk) : f.cin
    let target = GPUTarget(
      rows: taps * f.cin, channels: f.cout, batches: f.batches, contiguous: dw, addend: addend)
    let pixels = f.images * f.out_height * f.out_width
    let tiling = GPUTiling(
      rows: Int(taps * rowChannels), columns: Int(f.cout), depth: Int(pixels) * 4 / chunk,
      batches: Int(f.batches), longest: longest, compileTarget: compileTarget, measured: measured)
    var p = ff_gpu_filter_gradient()
    // Nothing to sum is a sum over no images.
    p.images = pixels == 0 ? 0 : f.images
    (p.in_height, p.in_width, p.cin) = (f.in_height, f.in_width, f.cin)
    p.row_channels = rowChannels
    (p.out_height, p.out_width) = (max(1, f.out_height), max(1, f.out_width))
    (p.kernel_height, p.kernel_width) = (f.kernel_height, f.kernel_width)
    (p.stride, p.pad_y, p.pad_x) = (f.stride, f.pad_y, f.pad_x)
    (p.x_image, p.x_row, p.x_pixel, p.x_batch) = (f.x_image, f.x_row, f.x_pixel, f.x_batch)
    (p.dy_image, p.dy_row, p.dy_pixel) = (f.dy_image, f.dy_row, f.dy_pixel)
    p.dy_batch = f.dy_batch
    p.width = Int64(target.width)
    (p.tile, p.parts) = (Int64(tiling.tile.rawValue), Int64(tiling.splits))
    p.matrix_depth = compileTarget.precision.matrixDepth
    let partial = gpuPartialSums(target, tiling, isPrologue: isPrologue)
    let planned = p
    emit(
      PendingLaunch(
        label: compileTarget.precision.label(label),
        reads: [x, dy] + (partial == nil ? target.reads : []),
        writes: [partial ?? dw]
      ) { at in
        var p = planned
        p.target = target.parameters(at)
        (p.x, p.dy, p.partial) = (at[x], at[dy], at[partial])
        let isWhole =
          p.matrix_depth != 0
          || areQuads(p.cin, p.x, p.x_image, p.x_row, p.x_pixel, p.x_batch)
            && areQuads(p.target.channels, p.dy, p.dy_image, p.dy_row, p.dy_pixel, p.dy_batch)
        p.quads = isWhole ? 1 : 0
        return .gpu(.filterGradient(p))
      }, isPrologue: isPrologue)
    if let partial { emitGPUSum(partial, tiling, target, isPrologue: isPrologue, label: label) }
  }

  // MARK: Partial sums

  private mutating func gpuPartialSums(
    _ target: GPUTarget, _ tiling: GPUTiling, isPrologue: Bool
  ) -> Location? {
    guard tiling.splits > 1 else { return nil }
    let count = tiling.splits * target.batches * target.rows * target.width
    return momentary(count, isPrologue: isPrologue)
  }

  private mutating func emitGPUSum(
    _ partial: Location, _ tiling: GPUTiling, _ target: GPUTarget, isPrologue: Bool, label: String
  ) {
    emit(
      PendingLaunch(
        label: "\(label) sum", reads: [partial] + target.reads, writes: [target.y]
      ) { at in
        .gpu(
          .sum(
            ff_gpu_sum(
              target: target.parameters(at), partial: at[partial], parts: Int64(tiling.splits),
              width: Int64(target.width))))
      }, isPrologue: isPrologue)
  }

  /// Adds partial sums up and puts them through a tape.
  private mutating func emitGPUSum(
    _ partial: Location, _ tiling: GPUTiling, _ target: GPUTarget, _ epilogue: PendingEpilogue,
    label: String
  ) {
    emit(
      PendingLaunch(
        label: "\(label) sum and pointwise", reads: [partial] + epilogue.leaves,
        writes: epilogue.results, isPointwise: true, readsAround: [partial]
      ) { at in
        let sum = ff_gpu_sum(
          target: target.sizes, partial: at[partial], parts: Int64(tiling.splits),
          width: Int64(target.width))
        return .gpu(.sumThen(sum, epilogue(at)))
      }, isPrologue: false)
  }

  // MARK: Weights

  /// Weights as a product reads them: where they are, if they lie like that, otherwise packed.
  private mutating func packed(_ weights: GPUWeights, _ interleaving: ColumnInterleaving)
    -> Location
  {
    let (source, walk, life) = (weights.source, weights.walk, weights.life)
    if interleaving.gates == 1 && liesPacked(weights) || walk.sizes.contains(0) { return source }
    let key = GPUPackKey(source: source, walk: walk, interleaving: interleaving, life: life)
    if let known = gpuPacked[key] { return known }
    let (batches, width) = (weights.batches, interleaving.width(walk.sizes[3]))
    var p = ff_gpu_pack()
    (p.kernel_height, p.kernel_width) = (Int64(walk.sizes[0]), Int64(walk.sizes[1]))
    (p.cin, p.cout, p.width) = (Int64(walk.sizes[2]), Int64(walk.sizes[3]), Int64(width))
    (p.gates, p.tile) = (Int64(interleaving.gates), Int64(interleaving.tile))
    (p.stride_ky, p.stride_kx) = (Int64(walk.strides[0]), Int64(walk.strides[1]))
    (p.stride_ci, p.stride_co) = (Int64(walk.strides[2]), Int64(walk.strides[3]))
    (p.batches, p.source_batch) = (Int64(batches), Int64(walk.sizes[2] * walk.sizes[3]))
    let planned = p
    let words = compileTarget.usesWords ? packedWords(p) : nil
    let count = words?.words ?? p.batches * p.kernel_height * p.kernel_width * p.cin * p.width
    let target = placement.newSlot([Int(count)], isPersistent: life == .always)
    emit(
      PendingLaunch(label: "pack", reads: [source], writes: [target]) { at in
        var p = planned
        (p.source, p.packed) = (at[source] + Int64(walk.first), at[target])
        guard var words else { return .gpu(.pack(p)) }
        words.pack = p
        return .gpu(.packWords(words))
      }, isPrologue: life == .always)
    gpuPacked[key] = target
    return target
  }

  /// Whether weights lie as a product reads them, without being packed.
  private func liesPacked(_ weights: GPUWeights) -> Bool {
    weights.liesPacked && !compileTarget.usesWords
  }

  /// The same packing, of words.
  private func packedWords(_ pack: ff_gpu_pack) -> ff_gpu_pack_words {
    let chunks = wordChunks(Int(pack.cin))
    let words = Int(pack.kernel_height * pack.kernel_width) * chunks * 4
    return ff_gpu_pack_words(
      pack: pack, k_tiles: Int64(GPUTiling.kTiles(words)), chunks: Int64(chunks),
      matrix_depth: compileTarget.precision.matrixDepth)
  }
}

extension ff_gpu_convolution {
  /// Whether four channels of x may be read at a time.
  fileprivate var readsQuads: Bool {
    matrix_depth != 0 || areQuads(cin, x, x_image, x_row, x_pixel, x_batch)
  }
}

extension Location {
  /// Of images [N, H, W, C], every `step`-th row from `row` on and column from `column` on.
  fileprivate func every(_ step: Int, _ row: Int, _ column: Int) -> Location {
    if step == 1 { return self }
    var part = self
    part.offset += row * strides[1] + column * strides[2]
    part.shape[1] = (shape[1] - row + step - 1) / step
    part.shape[2] = (shape[2] - column + step - 1) / step
    part.strides[1] *= step
    part.strides[2] *= step
    return part
  }
}
