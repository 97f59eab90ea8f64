import CForeframeKernels
import ForeframeTensorGraph

extension Lowering {
  /// y = x * w with the filter as it is, or its adjoint with the filter flipped and swapped.
  ///
  /// - Returns: whether the unit after it was computed with it (``Lowering/lowerKernel``).
  mutating func lowerConvolution(
    _ host: Int, _ result: Int, _ unit: Int, stride: Int, isTransposed: Bool, isPrologue: Bool
  ) -> Bool {
    let node = graph.nodes[host]
    let filter = contiguous(node.operands[1])
    guard let y = placement.home[result] else { preconditionFailure("no memory for \(node.op)") }
    let (height, width) = (filter.shape[0], filter.shape[1])
    let (inner, outer) =
      isTransposed ? (filter.shape[3], filter.shape[2]) : (filter.shape[2], filter.shape[3])
    let life = packLife(host, isPrologue: isPrologue)
    let addends = roles.addends[host]
    let bias = addends?.bias.map { contiguous($0) }
    let addend = addends?.whole.map { channelsLast($0) }
    let choice = ProductChoice(graph, host, compileTarget)
    if case .winograd(let choice) = choice {
      let x = parts(of: node.operands[0])
      switch family {
      case .processor:
        lowerWinograd(
          choice, x: x, filter: filter, isFlipped: isTransposed, bias: bias, addend: addend, y: y,
          isPrologue: isPrologue, life: life)
      case .gpu:
        let epilogue = epilogue(ofProduct: result, unit, bias: bias, addend: addend)
        lowerGPUWinograd(
          choice, x: x, filter: filter, isFlipped: isTransposed, bias: bias, addend: addend, y: y,
          epilogue: epilogue, isPrologue: isPrologue, life: life)
        return epilogue != nil
      }
      return false
    }
    if family == .gpu {
      let x =
        choice.isWords
        ? gpuWords(of: node.operands[0], isPrologue: isPrologue)
        : channelsLast(node.operands[0])
      let isWhole = !isTransposed || stride == 1
      let epilogue =
        isWhole ? epilogue(ofProduct: result, unit, bias: bias, addend: addend) : nil
      return lowerGPUConvolution(
        measured: choice.gpuTiling, x: x, filter: filter, inner: inner, isFlipped: isTransposed,
        stride: isTransposed ? 1 : stride, up: isTransposed ? stride : 1, bias: bias,
        addend: addend, y: y, epilogue: epilogue, isPrologue: isPrologue, life: life)
    }
    let x =
      choice.isBF16
      ? rounded(parts(of: node.operands[0]), .channels, isPrologue: isPrologue)
      : channelsLast(node.operands[0])
    let w = pack(
      filter, isFlipped: isTransposed, cin: inner, cout: outer, choice.packing, life: life)
    zeroCount = max(zeroCount, inner + 16)
    let zero = zeroPage

    var p = ff_convolution()
    p.images = Int64(node.shape[0])
    (p.in_height, p.in_width) = (Int64(x.shape[1]), Int64(x.shape[2]))
    (p.out_height, p.out_width) = (Int64(y.shape[1]), Int64(y.shape[2]))
    (p.cin, p.cout) = (Int64(x.shape[3]), Int64(outer))
    (p.kernel_height, p.kernel_width) = (Int64(height), Int64(width))
    (p.stride, p.up) = isTransposed ? (1, Int64(stride)) : (Int64(stride), 1)
    (p.pad_y, p.pad_x) = (Int64(height / 2), Int64(width / 2))
    (p.x_image, p.x_row, p.x_pixel) = x.imageStrides
    (p.y_image, p.y_row, p.y_pixel) = y.imageStrides
    if let addend { (p.addend_image, p.addend_row, p.addend_pixel) = addend.imageStrides }
    p.batches = 1
    finish(p, choice, x, w, bias, addend, y, zero, isPrologue, "convolution")
    return false
  }

  /// Filters that are used once, or twice, are packed right before when they change with every run:
  /// at the first time step of a sequence there is no state yet. Keeping them would take memory for
  /// nothing.
  private func packLife(_ host: Int, isPrologue: Bool) -> PackLife {
    if isPrologue { return .always }
    let node = graph.nodes[host]
    guard isParameterOnly[node.operands[1]] else { return .run }
    if graph.assignments.isEmpty { return .always }
    let kind = ConvolutionShape(graph, host)?.kind
    let uses = roles.consumers[node.operands[1]].count { other in
      kind != .filterGradient && ConvolutionShape(graph, other)?.kind == kind
    }
    return uses > 2 ? .always : .launch(host)
  }

  /// [..., M, K] x [..., K, N]: a 1x1 convolution over M pixels, or, with the left side
  /// transposed, a 1x1 filter gradient.
  ///
  /// - Returns: whether the unit after it was computed with it (``Lowering/lowerKernel``).
  mutating func lowerMatmul(
    _ host: Int, _ result: Int, _ unit: Int, transposeLeft: Bool, transposeRight: Bool,
    isPrologue: Bool
  ) -> Bool {
    if transposeLeft && !transposeRight {
      lowerTransposedProduct(host, result, isPrologue: isPrologue)
      return false
    }
    let node = graph.nodes[host]
    let rank = node.shape.rank
    var left = locate(node.operands[0])
    if transposeLeft { left = left.transposedLast }
    left = batched(left, isPrologue || isParameterOnly[node.operands[0]])
    var right = contiguous(node.operands[1])
    if transposeRight { right = right.transposedLast }
    guard let y = placement.home[result] else { preconditionFailure("no memory for product") }
    let (rows, inner, columns) = (left.shape[rank - 2], left.shape[rank - 1], y.shape[rank - 1])
    let batches = node.shape.sizes.dropLast(2).reduce(1, *)
    let life = isPrologue || isParameterOnly[node.operands[1]] ? PackLife.always : .run
    let addends = roles.addends[host]
    let bias = addends?.bias.map { contiguous($0) }
    var addend = addends?.whole.map { locate($0) }
    if let given = addend { addend = batched(given, isPrologue) }
    if family == .gpu {
      let epilogue =
        batches == 1 ? epilogue(ofProduct: result, unit, bias: bias, addend: addend) : nil
      if compileTarget.usesWords { left = gpuWords(matrices: left, isPrologue: isPrologue) }
      return lowerGPUProduct(
        left: left, right: right, bias: bias, addend: addend, y: y, epilogue: epilogue,
        isPrologue: isPrologue, life: life)
    }
    let choice = ProductChoice(graph, host, compileTarget)
    if choice.isBF16 { left = roundedMatrices(left, isPrologue: isPrologue) }
    let w = packMatrix(right, batches: batches, choice.packing, life: life)
    zeroCount = max(zeroCount, inner + 16)

    var p = ff_convolution()
    p.images = 1
    (p.in_height, p.in_width, p.cin) = (1, Int64(rows), Int64(left.shape[rank - 1]))
    (p.out_height, p.out_width, p.cout) = (1, Int64(rows), Int64(columns))
    (p.kernel_height, p.kernel_width, p.stride, p.up) = (1, 1, 1, 1)
    p.x_pixel = Int64(left.strides[rank - 2])
    p.y_pixel = Int64(y.strides[rank - 2])
    p.batches = Int64(batches)
    p.x_batch = Int64(left.batchStride ?? 0)
    p.y_batch = Int64(y.batchStride ?? 0)
    if let addend {
      p.addend_pixel = Int64(addend.strides[rank - 2])
      p.addend_batch = Int64(addend.batchStride ?? 0)
    }
    let block = compileTarget.block(for: columns)
    p.w_batch = Int64((columns + block - 1) / block * block) * p.cin
    finish(p, choice, left, w, bias, addend, y, zeroPage, isPrologue, "matmul")
    return false
  }

  private mutating func finish(
    _ parameters: ff_convolution, _ choice: ProductChoice, _ x: Location, _ w: Location,
    _ bias: Location?, _ addend: Location?, _ y: Location, _ zero: Location,
    _ isPrologue: Bool, _ label: String
  ) {
    var p = parameters
    let isNarrow = compileTarget.isNarrow(Int(p.cout))
    p.block = Int64(compileTarget.block(for: Int(p.cout)))
    var tiles = compileTarget.kernelGeometry
    ff_plan_convolution(&p, &tiles, Int64(compileTarget.parallelism), Int64(choice.mostPixels ?? 0))
    let planned = p
    emit(
      PendingLaunch(
        label: choice.label(label), reads: [x, w, zero] + [bias, addend].compactMap { $0 },
        writes: [y]
      ) { at in
        var p = planned
        p.x = at[x]
        p.w = at[w]
        p.bias = at[bias]
        p.addend = at[addend]
        p.y = at[y]
        p.zero = at[zero]
        return switch (choice.isBF16, isNarrow) {
        case (false, false): .convolution(p)
        case (false, true): .narrowConvolution(p)
        case (true, false): .convolutionBF16(p)
        case (true, true): .narrowConvolutionBF16(p)
        }
      }, isPrologue: isPrologue)
  }

  // MARK: Layouts

  /// A tensor whose channels are contiguous, as convolutions read them.
  mutating func channelsLast(_ id: Int) -> Location {
    let location = locate(id)
    return location.hasContiguousChannels
      ? location : contiguous(location, isParameterOnly[id])
  }

  /// The same for channels that may lie in several places.
  mutating func parts(of id: Int) -> [Location] {
    guard roles.role[id] == .joined else { return [channelsLast(id)] }
    return graph.nodes[id].operands.flatMap { parts(of: $0) }
  }

  /// Matrices with contiguous rows at equal distances.
  private mutating func batched(_ location: Location, _ isPrologue: Bool) -> Location {
    location.hasContiguousChannels && location.batchStride != nil
      ? location : contiguous(location, isPrologue)
  }

  // MARK: Packing

  private mutating func pack(
    _ filter: Location, isFlipped: Bool, cin: Int, cout: Int, _ form: PackKey.Form,
    life: PackLife
  ) -> Location {
    let block = compileTarget.block(for: cout)
    let key = PackKey(
      source: filter, isFlipped: isFlipped, block: block, life: life, form: form)
    if let known = packed[key] { return known }
    let (height, width) = (filter.shape[0], filter.shape[1])
    var p = ff_pack()
    (p.kernel_height, p.kernel_width) = (Int64(height), Int64(width))
    (p.cin, p.cout, p.block, p.batches) = (Int64(cin), Int64(cout), Int64(block), 1)
    let (first, s) = filter.filterStrides(isFlipped: isFlipped)
    (p.stride_ky, p.stride_kx, p.stride_ci, p.stride_co) = (s[0], s[1], s[2], s[3])
    let location = emitPack(p, form, filter, first: Int(first), life: life)
    packed[key] = location
    return location
  }

  /// Packs [..., K, N] matrices seen through any strides.
  private mutating func packMatrix(
    _ right: Location, batches: Int, _ form: PackKey.Form, life: PackLife
  ) -> Location {
    let rank = right.shape.rank
    let block = compileTarget.block(for: right.shape[rank - 1])
    let key = PackKey(source: right, isFlipped: false, block: block, life: life, form: form)
    if let known = packed[key] { return known }
    var p = ff_pack()
    (p.kernel_height, p.kernel_width) = (1, 1)
    (p.cin, p.cout) = (Int64(right.shape[rank - 2]), Int64(right.shape[rank - 1]))
    (p.stride_ci, p.stride_co) = (Int64(right.strides[rank - 2]), Int64(right.strides[rank - 1]))
    (p.block, p.batches) = (Int64(block), Int64(batches))
    p.source_batch = Int64(right.shape[rank - 2] * right.shape[rank - 1])
    let location = emitPack(p, form, right, first: 0, life: life)
    packed[key] = location
    return location
  }

  private mutating func emitPack(
    _ p: ff_pack, _ form: PackKey.Form, _ source: Location, first: Int, life: PackLife
  ) -> Location {
    let blocks = (Int(p.cout) + Int(p.block) - 1) / Int(p.block)
    let rows = form == .pairs ? (p.cin + 1) / 2 : p.cin
    let count = Int(p.batches) * blocks * Int(p.kernel_height * p.kernel_width * rows * p.block)
    let target = placement.newSlot([count], isPersistent: life == .always)
    emit(
      PendingLaunch(label: "pack", reads: [source], writes: [target]) { at in
        var p = p
        p.source = at[source] + Int64(first)
        p.packed = at[target]
        return form == .pairs ? .packPairs(p) : .pack(p)
      }, isPrologue: life == .always)
    return target
  }
}

extension Location {
  /// Distances between images, rows and pixels of [N, H, W, C].
  var imageStrides: (Int64, Int64, Int64) {
    (Int64(strides[0]), Int64(strides[1]), Int64(strides[2]))
  }

  /// Last two axes swapped.
  var transposedLast: Location {
    var axes = Array(0..<shape.rank)
    axes.swapAt(shape.rank - 1, shape.rank - 2)
    return permuted(axes)
  }
}
