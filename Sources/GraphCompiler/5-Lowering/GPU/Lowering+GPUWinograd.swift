import CForeframeKernels
import ForeframeTensorGraph

extension Lowering {
  /// A convolution by Winograd's algorithm for GPUs: transformed inputs, 36 products in one launch, and
  /// the outputs from those.
  ///
  /// - Parameters:
  ///   - x: images whose channels are taken side by side.
  ///   - epilogue: what is done with the outputs instead of writing them.
  mutating func lowerGPUWinograd(
    _ choice: WinogradChoice, x: [Location], filter: Location, isFlipped: Bool, bias: Location?,
    addend: Location?, y: Location, epilogue: PendingEpilogue?, isPrologue: Bool, life: PackLife
  ) {
    let inputs = JoinedInputs(x)
    let (cin, cout) = (inputs.channels, y.shape[3])
    let width = wholeQuads(cout)
    let u = transformedFilter(
      filter, isFlipped: isFlipped, cin: cin, cout: cout, block: width, life: life)
    let v = transformed(inputs, choice, pad: filter.shape[0] / 2, isPrologue: isPrologue)
    let tiles = choice.tileCount
    let m = placement.newSlot([WinogradChoice.points, tiles, width], isPersistent: false)

    var product = ff_gpu_convolution()
    (product.in_height, product.in_width, product.cin) = (1, Int64(tiles), Int64(cin))
    (product.out_height, product.out_width) = (1, Int64(tiles))
    (product.kernel_height, product.kernel_width, product.stride) = (1, 1, 1)
    (product.x_pixel, product.x_batch) = (Int64(v.shape[2]), Int64(tiles * v.shape[2]))
    (product.w_width, product.w_batch) = (Int64(width), Int64(cin * width))
    let sums = GPUTarget(
      rows: Int64(tiles), channels: Int64(width), batches: Int64(WinogradChoice.points),
      contiguous: m, addend: nil)
    emitGPUConvolution(
      product, v, u, sums, gpuTiling(product, sums), isPrologue: isPrologue, label: "winograd")

    var p = ff_gpu_winograd_output()
    (p.target.images, p.target.height) = (Int64(y.shape[0]), Int64(y.shape[1]))
    (p.target.width, p.target.channels) = (Int64(y.shape[2]), Int64(cout))
    p.target.batches = 1
    (p.target.y_image, p.target.y_row, p.target.y_pixel) = y.imageStrides
    if let addend {
      (p.target.addend_image, p.target.addend_row, p.target.addend_pixel) = addend.imageStrides
    }
    (p.width, p.tile) = (Int64(width), Int64(choice.tile))
    (p.tile_rows, p.tile_columns) = (Int64(choice.tileRows), Int64(choice.tileColumns))
    if let epilogue {
      emitGPUWinogradOutput(p, m, epilogue)
      return
    }
    let planned = p
    emit(
      PendingLaunch(
        label: "winograd output", reads: [m] + [bias, addend].compactMap { $0 }, writes: [y]
      ) { at in
        var p = planned
        p.m = at[m]
        (p.target.y, p.target.bias, p.target.addend) = (at[y], at[bias], at[addend])
        return .gpu(.winogradOutput(p))
      }, isPrologue: isPrologue)
  }

  /// Outputs of the products in m, put through a tape.
  private mutating func emitGPUWinogradOutput(
    _ parameters: ff_gpu_winograd_output, _ m: Location, _ epilogue: PendingEpilogue
  ) {
    var planned = parameters
    (planned.target.y, planned.target.bias, planned.target.addend) = (-1, -1, -1)
    let output = planned
    emit(
      PendingLaunch(
        label: "winograd output and pointwise", reads: [m] + epilogue.leaves,
        writes: epilogue.results, isPointwise: true, readsAround: [m]
      ) { at in
        var p = output
        p.m = at[m]
        return .gpu(.winogradOutputThen(p, epilogue(at)))
      }, isPrologue: false)
  }

  /// Adds the products of transformed inputs and output gradients to the sums of a filter gradient.
  ///
  /// - Parameter sums: [36, cin, cout]
  mutating func lowerGPUCorrelation(
    _ choice: WinogradChoice, _ inputs: JoinedInputs, _ dy: Location, _ sums: Location,
    adds: Bool, kernelSize: Int, isPrologue: Bool
  ) {
    let v = transformed(inputs, choice, pad: kernelSize / 2, isPrologue: isPrologue)
    let d = transformed(JoinedInputs([dy]), choice, pad: nil, isPrologue: isPrologue)
    let tiles = choice.tileCount
    var p = ff_filter_gradient()
    (p.images, p.in_height, p.in_width) = (1, 1, Int64(tiles))
    (p.out_height, p.out_width) = (1, Int64(tiles))
    (p.cin, p.cout) = (Int64(inputs.channels), Int64(dy.shape[3]))
    (p.kernel_height, p.kernel_width, p.stride) = (1, 1, 1)
    (p.x_pixel, p.x_batch) = (Int64(v.shape[2]), Int64(tiles * v.shape[2]))
    (p.dy_pixel, p.dy_batch) = (Int64(d.shape[2]), Int64(tiles * d.shape[2]))
    p.batches = Int64(WinogradChoice.points)
    lowerGPUFilterGradient(
      p, x: v, dy: d, addend: adds ? sums : nil, dw: sums, isPrologue: isPrologue,
      label: "winograd correlate", longest: Self.longestSum)
  }

  /// Tiles that are summed in one go. Transforms make errors of the sums larger: 1,024 tiles at once
  /// cost 3.4e-6 of the deviation (root mean square).
  private static let longestSum = 128

  /// Tiles at the points, [36, tiles, channels in whole quads].
  ///
  /// - Parameter pad: what a tile reaches over its outputs; nil for output gradients.
  private mutating func transformed(
    _ inputs: JoinedInputs, _ choice: WinogradChoice, pad: Int?, isPrologue: Bool
  ) -> Location {
    let shape = inputs.places[0].shape
    let width = wholeQuads(inputs.channels)
    var p = ff_gpu_winograd_input()
    p.part_count = Int64(inputs.places.count)
    (p.images, p.height, p.width) = (Int64(shape[0]), Int64(shape[1]), Int64(shape[2]))
    (p.v_width, p.pad, p.tile) = (Int64(width), Int64(pad ?? 0), Int64(choice.tile))
    (p.tile_rows, p.tile_columns) = (Int64(choice.tileRows), Int64(choice.tileColumns))
    let v = placement.newSlot(
      [WinogradChoice.points, choice.tileCount, width], isPersistent: false)
    let planned = p
    emit(
      PendingLaunch(
        label: pad == nil ? "winograd spread" : "winograd input", reads: inputs.places,
        writes: [v]
      ) { at in
        var p = planned
        p.parts = inputs.parts(at)
        p.v = at[v]
        return .gpu(pad == nil ? .winogradSpread(p) : .winogradInput(p))
      }, isPrologue: isPrologue)
    return v
  }
}

/// Channels with zeros after them, so that four can be read at a time.
private func wholeQuads(_ channels: Int) -> Int { (channels + 3) / 4 * 4 }
