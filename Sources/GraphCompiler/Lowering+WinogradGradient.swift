import CKernels
import TensorGraph

/// A filter gradient before it is transformed back: other moments may still be added.
struct OpenGradient {
  var sums: Location
  /// What the gradient starts from besides.
  var addend: Location?
}

extension Lowering {
  /// Floats of transformed inputs that are worked on at a time: more would not stay in the cache.
  private static let inputFloats = 2 << 20
  /// The same for transformed gradients.
  private static let gradientFloats = 1 << 20

  /// The launches of a filter gradient. The sums over tiles stay transformed as long as other
  /// moments of a sequence are to be added.
  mutating func lowerWinogradGradient(
    _ choice: WinogradChoice, _ host: Int, _ result: Int, x: [Location], dy: Location,
    isPrologue: Bool
  ) {
    let inputs = JoinedInputs(x)
    let (cin, cout) = (inputs.channels, dy.shape[3])
    let blocks = (cout + geometry.block - 1) / geometry.block
    let before = roles.addends[host]?.whole
    var open: OpenGradient
    var adds = false
    if let before, let known = openGradients[before] {
      open = known
      adds = true
    } else {
      open = OpenGradient(
        sums: placement.newSlot(
          [WinogradChoice.points * blocks * cin * geometry.block], isPersistent: false),
        addend: before.map { contiguous($0) })
    }
    var input = parameters(choice, inputs, kernelSize: graph.nodes[host].shape[0])
    var p = ff_winograd_gradient()
    (p.height, p.width) = (input.height, input.width)
    (p.cin, p.cout, p.block) = (Int64(cin), Int64(cout), Int64(geometry.block))
    (p.kernel_size, p.tile) = (input.kernel_size, input.tile)
    (p.tile_rows, p.tile_columns) = (input.tile_rows, input.tile_columns)
    (p.dy_image, p.dy_row, p.dy_pixel) = dy.imageStrides
    let sums = open.sums
    for chunk in chunks(choice, inputs) {
      (input.first_tile, input.tiles) = (Int64(chunk.lowerBound), Int64(chunk.count))
      ff_plan_winograd_input(&input, Int64(inputs.width))
      (p.first_tile, p.tiles) = (input.first_tile, input.tiles)
      (p.v_point, p.v_tile) = (input.v_point, input.v_tile)
      p.adds = adds ? 1 : 0
      adds = true
      let v = emitInputTransform(input, inputs, isPrologue: isPrologue)
      // Some blocks of the gradient's channels at a time, for the same reason.
      let perBlock = WinogradChoice.points * chunk.count * geometry.block
      let most = max(1, Self.gradientFloats / perBlock)
      for block in stride(from: 0, to: blocks, by: most) {
        (p.first_block, p.blocks) = (Int64(block), Int64(min(most, blocks - block)))
        emitCorrelation(p, v, dy, sums, isPrologue: isPrologue)
      }
    }
    if !isPrologue && goesOn(result) {
      openGradients[result] = open
      return
    }
    guard let dw = placement.home[result] else { preconditionFailure("no memory for gradient") }
    let planned = p
    let addend = open.addend
    emit(
      PendingLaunch(
        label: "winograd collect", reads: [sums] + [addend].compactMap { $0 }, writes: [dw]
      ) { at in
        var p = planned
        (p.s, p.addend, p.dw) = (at[sums], at[addend], at[dw])
        return .winogradCollect(p)
      }, isPrologue: isPrologue)
  }

  private mutating func emitCorrelation(
    _ parameters: ff_winograd_gradient, _ v: Location, _ dy: Location, _ sums: Location,
    isPrologue: Bool
  ) {
    var p = parameters
    var tiles = geometry.kernelGeometry
    ff_plan_winograd_gradient(&p, &tiles, Int64(geometry.parallelism))
    let planned = p
    let d = momentary(.gradients, WinogradChoice.points * Int(p.d_point), isPrologue: isPrologue)
    emit(
      PendingLaunch(label: "winograd spread", reads: [dy], writes: [d]) { at in
        var p = planned
        (p.dy, p.d) = (at[dy], at[d])
        return .winogradSpread(p)
      }, isPrologue: isPrologue)
    emit(
      PendingLaunch(label: "winograd correlate", reads: [v, d, sums], writes: [sums]) { at in
        var p = planned
        (p.v, p.d, p.s) = (at[v], at[d], at[sums])
        return .winogradCorrelate(p)
      }, isPrologue: isPrologue)
  }

  /// Whether the only use of a gradient is that another one of the same kind is added to it.
  private func goesOn(_ result: Int) -> Bool {
    guard roles.consumers[result].count == 1, !roles.kept.contains(result),
      case .sum(let next) = roles.role[roles.consumers[result][0]],
      roles.addends[next]?.whole == result, WinogradChoice(graph, next, geometry) != nil
    else { return false }
    return true
  }

  /// What the transform of the inputs needs to know, but for the tiles.
  private func parameters(
    _ choice: WinogradChoice, _ inputs: JoinedInputs, kernelSize: Int
  ) -> ff_winograd_input {
    var p = ff_winograd_input()
    let shape = inputs.parts[0].x.shape
    (p.images, p.height, p.width) = (Int64(shape[0]), Int64(shape[1]), Int64(shape[2]))
    (p.kernel_size, p.tile) = (Int64(kernelSize), Int64(choice.tile))
    (p.tile_rows, p.tile_columns) = (Int64(choice.tileRows), Int64(choice.tileColumns))
    return p
  }

  /// Ranges of tiles of about equal size.
  private func chunks(_ choice: WinogradChoice, _ inputs: JoinedInputs) -> [Range<Int>] {
    let floats = WinogradChoice.points * (inputs.width + 16)
    let most = max(geometry.tilePixels, Self.inputFloats / floats)
    let count = (choice.tileCount + most - 1) / most
    return (0..<count).map { chunk in
      choice.tileCount * chunk / count..<choice.tileCount * (chunk + 1) / count
    }
  }

  /// Transforms the inputs of the planned tiles. Parts go in order: what one writes behind its last
  /// channel, up to a whole vector, the next one writes again.
  private mutating func emitInputTransform(
    _ planned: ff_winograd_input, _ inputs: JoinedInputs, isPrologue: Bool
  ) -> Location {
    let v = momentary(
      .inputs, WinogradChoice.points * Int(planned.v_point), isPrologue: isPrologue)
    for (x, start) in inputs.parts {
      zeroCount = max(zeroCount, x.shape[3] + 16)
      let zero = zeroPage
      emit(
        PendingLaunch(
          label: "winograd input", reads: start == 0 ? [x, zero] : [x, zero, v], writes: [v]
        ) { at in
          var p = planned
          p.cin = Int64(x.shape[3])
          (p.x_image, p.x_row, p.x_pixel) = x.imageStrides
          (p.x, p.v, p.zero) = (at[x], at[v] + Int64(start), at[zero])
          return .winogradInput(p)
        }, isPrologue: isPrologue)
    }
    return v
  }
}
