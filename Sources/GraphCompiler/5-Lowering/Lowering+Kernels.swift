import CForeframeKernels
import ForeframeTensorGraph

extension Lowering {
  /// One launch (or a few) for an operation that is not pointwise.
  ///
  /// - Parameter unit: its place in the schedule.
  /// - Returns: whether the unit after it was computed with it.
  mutating func lowerKernel(_ host: Int, _ result: Int, _ unit: Int, isPrologue: Bool) -> Bool {
    let node = graph.nodes[host]
    if graph.nodes[result].shape.count == 0 { return false }
    switch node.op {
    case .convolution(let stride):
      return lowerConvolution(
        host, result, unit, stride: stride, isTransposed: false, isPrologue: isPrologue)
    case .transposedConvolution(let stride, _, _):
      return lowerConvolution(
        host, result, unit, stride: stride, isTransposed: true, isPrologue: isPrologue)
    case .matmul(let left, let right):
      return lowerMatmul(
        host, result, unit, transposeLeft: left, transposeRight: right, isPrologue: isPrologue)
    case .filterGradient(let stride, let height, let width):
      lowerFilterGradient(host, result, stride, height, width, isPrologue: isPrologue)
    case .reduce(let reduction, let axes):
      lowerReduction(host, reduction, axes, isPrologue: isPrologue)
    case .gather: lowerGather(host, isPrologue: isPrologue)
    case .scatterAdd: lowerScatterAdd(host, isPrologue: isPrologue)
    case .warp(let border, let weights): lowerWarp(host, border, weights, isPrologue: isPrologue)
    case .transposedWarp(let border, let weights):
      lowerTransposedWarp(host, border, weights, isPrologue: isPrologue)
    case .displacementGradient(let border, let weights):
      lowerDisplacementGradient(host, border, weights, isPrologue: isPrologue)
    case .random(let distribution, _, let key):
      let seed = contiguous(node.operands[0])
      let target = locate(host)
      emit(
        PendingLaunch(label: "random", reads: [seed], writes: [target]) { [family] at in
          let p = ff_random(
            seed: at[seed], y: at[target], count: Int64(target.shape.count), node: Int64(key),
            normal: distribution == .normal ? 1 : 0)
          return family == .gpu ? .gpu(.random(p)) : .random(p)
        }, isPrologue: isPrologue)
    case .parameter, .input, .constant, .literal, .pointwise, .reshape, .barrier, .permute,
      .broadcast,
      .slice, .concat:
      preconditionFailure("\(node.op) has no launch of its own")
    }
    return false
  }

  private mutating func lowerFilterGradient(
    _ host: Int, _ result: Int, _ stride: Int, _ height: Int, _ width: Int, isPrologue: Bool
  ) {
    let node = graph.nodes[host]
    let choice = ProductChoice(graph, host, compileTarget)
    if case .winograd(let choice) = choice {
      lowerWinogradGradient(
        choice, host, result, x: parts(of: node.operands[0]),
        dy: channelsLast(node.operands[1]), isPrologue: isPrologue)
      return
    }
    let (x, dy): (Location, Location)
    switch choice {
    case .bf16:
      (x, dy) = roundedPair(
        parts(of: node.operands[0]), channelsLast(node.operands[1]),
        isMatrix: stride == 1 && height == 1 && width == 1, isPrologue: isPrologue)
    case .words:
      x = gpuWords(of: node.operands[0], isPrologue: isPrologue)
      dy = gpuWords(of: node.operands[1], isPrologue: isPrologue)
    case .direct, .winograd, .tiled:
      (x, dy) = (channelsLast(node.operands[0]), channelsLast(node.operands[1]))
    }
    var p = ff_filter_gradient()
    p.images = Int64(x.shape[0])
    (p.in_height, p.in_width) = (Int64(x.shape[1]), Int64(x.shape[2]))
    (p.out_height, p.out_width) = (Int64(dy.shape[1]), Int64(dy.shape[2]))
    (p.cin, p.cout) = (Int64(node.shape[2]), Int64(node.shape[3]))
    (p.kernel_height, p.kernel_width, p.stride) = (Int64(height), Int64(width), Int64(stride))
    (p.pad_y, p.pad_x) = (Int64(height / 2), Int64(width / 2))
    (p.x_image, p.x_row, p.x_pixel) = x.imageStrides
    (p.dy_image, p.dy_row, p.dy_pixel) = dy.imageStrides
    p.batches = 1
    finishFilterGradient(p, choice, x, dy, host, result, isPrologue)
  }

  /// [..., K, M] transposed times [..., K, N]: the filter gradient of a 1x1 filter over K pixels.
  mutating func lowerTransposedProduct(_ host: Int, _ result: Int, isPrologue: Bool) {
    let node = graph.nodes[host]
    let rank = node.shape.rank
    func rows(_ lowering: inout Lowering, _ id: Int) -> Location {
      let location = lowering.locate(id)
      return location.hasContiguousChannels && location.batchStride != nil
        ? location : lowering.contiguous(location, lowering.isParameterOnly[id])
    }
    var x = rows(&self, node.operands[0])
    var dy = rows(&self, node.operands[1])
    let choice = ProductChoice(graph, host, compileTarget)
    let (inner, outer) = (x.shape[rank - 1], dy.shape[rank - 1])
    if choice.isBF16 {
      (x, dy) = roundedRows(x, dy, isPrologue: isPrologue)
    } else if choice.isWords {
      x = gpuWords(matrices: x, isPrologue: isPrologue)
      dy = gpuWords(matrices: dy, isPrologue: isPrologue)
    }
    var p = ff_filter_gradient()
    p.images = 1
    (p.in_height, p.out_height) = (1, 1)
    (p.in_width, p.out_width) = (Int64(x.shape[rank - 2]), Int64(x.shape[rank - 2]))
    (p.cin, p.cout) = (Int64(inner), Int64(outer))
    (p.kernel_height, p.kernel_width, p.stride) = (1, 1, 1)
    (p.x_pixel, p.dy_pixel) = (Int64(x.strides[rank - 2]), Int64(dy.strides[rank - 2]))
    p.batches = Int64(node.shape.sizes.dropLast(2).reduce(1, *))
    (p.x_batch, p.dy_batch) = (Int64(x.batchStride ?? 0), Int64(dy.batchStride ?? 0))
    finishFilterGradient(p, choice, x, dy, host, result, isPrologue)
  }

  private mutating func finishFilterGradient(
    _ parameters: ff_filter_gradient, _ choice: ProductChoice, _ x: Location, _ dy: Location,
    _ host: Int, _ result: Int,
    _ isPrologue: Bool
  ) {
    let addend = roles.addends[host]?.whole.map { contiguous($0) }
    guard let dw = placement.home[result] else { preconditionFailure("no memory for gradient") }
    if family == .gpu {
      lowerGPUFilterGradient(
        parameters, x: x, dy: dy, addend: addend, dw: dw, measured: choice.gpuTiling,
        isPrologue: isPrologue)
      return
    }
    var p = parameters
    var tiles = compileTarget.kernelGeometry
    ff_plan_filter_gradient(&p, &tiles, Int64(compileTarget.parallelism))
    let planned = p
    emit(
      PendingLaunch(
        label: choice.label("filter gradient"), reads: [x, dy] + [addend].compactMap { $0 },
        writes: [dw]
      ) { at in
        var p = planned
        (p.x, p.dy, p.addend, p.dw) = (at[x], at[dy], at[addend], at[dw])
        return choice.isBF16 ? .filterGradientBF16(p) : .filterGradient(p)
      }, isPrologue: isPrologue)
  }

  /// Seen as [outer, reduced, inner]; the reduced axes are moved together if they are apart.
  private mutating func lowerReduction(
    _ host: Int, _ reduction: Reduction, _ axes: [Int], isPrologue: Bool
  ) {
    let node = graph.nodes[host]
    let operand = node.operands[0]
    let shape = graph.nodes[operand].shape
    let long = (0..<shape.rank).filter { shape[$0] != 1 }
    let (outer, reduced, inner): (Int, Int, Int)
    let x: Location
    if let first = long.firstIndex(of: axes[0]),
      long.dropFirst(first).prefix(axes.count).elementsEqual(axes)
    {
      outer = shape.sizes[..<axes[0]].reduce(1, *)
      reduced = axes.reduce(1) { $0 * shape[$1] }
      inner = shape.count / max(outer * reduced, 1)
      x = contiguous(operand)
    } else {
      let kept = (0..<shape.rank).filter { !axes.contains($0) }
      x = contiguous(locate(operand).permuted(kept + axes), isParameterOnly[operand])
      reduced = axes.reduce(1) { $0 * shape[$1] }
      (outer, inner) = (shape.count / max(reduced, 1), 1)
    }
    let y = locate(host)
    let parts =
      switch family {
      case .processor: Int(ff_reduce_parts(Int64(outer), Int64(reduced), Int64(inner)))
      case .gpu: GPUReduction.parts(outer: outer, reduced: reduced, inner: inner)
      }
    if parts > 1 {
      let partial = placement.newSlot([outer, parts, inner], isPersistent: isPrologue)
      emitReduction(x, partial, (outer, reduced, inner), parts, reduction, isPrologue)
      emitReduction(partial, y, (outer, parts, inner), 1, reduction, isPrologue)
    } else {
      emitReduction(x, y, (outer, reduced, inner), 1, reduction, isPrologue)
    }
  }

  private mutating func emitReduction(
    _ x: Location, _ y: Location, _ sizes: (Int, Int, Int), _ parts: Int,
    _ reduction: Reduction, _ isPrologue: Bool
  ) {
    let (outer, reduced, inner) = (Int64(sizes.0), Int64(sizes.1), Int64(sizes.2))
    emit(
      PendingLaunch(label: "reduce", reads: [x], writes: [y]) { [family] at in
        let maximum: Int64 = reduction == .maximum ? 1 : 0
        switch family {
        case .processor:
          return .reduce(
            ff_reduce(
              x: at[x], y: at[y], outer: outer, reduced: reduced, inner: inner,
              parts: Int64(parts), maximum: maximum))
        case .gpu:
          let cut = GPUReduction(terms: (sizes.1 + parts - 1) / parts, inner: sizes.2)
          return .gpu(
            .reduce(
              ff_gpu_reduce(
                x: at[x], y: at[y], outer: outer, reduced: reduced, inner: inner,
                parts: Int64(parts), maximum: maximum, outers: Int64(cut.outers),
                lanes: Int64(cut.lanes), columns: Int64(cut.columns))))
        }
      }, isPrologue: isPrologue)
  }

  private mutating func lowerGather(_ host: Int, isPrologue: Bool) {
    let node = graph.nodes[host]
    let table = contiguous(node.operands[0])
    let index = contiguous(node.operands[1])
    let y = locate(host)
    emit(
      PendingLaunch(label: "gather", reads: [table, index], writes: [y]) { [family] at in
        let p = ff_gather(
          table: at[table], index: at[index], y: at[y], rows: Int64(table.shape[0]),
          width: Int64(table.shape[1]), count: Int64(y.shape[0]))
        return switch family {
        case .processor: .gather(p)
        case .gpu: .gpu(.gather(p))
        }
      }, isPrologue: isPrologue)
  }
}
