import CForeframeKernels
import ForeframeTensorGraph

extension Lowering {
  /// The launches of a filter gradient. The sums over tiles stay transformed as long as other
  /// time steps of a sequence are to be added.
  mutating func lowerWinogradGradient(
    _ choice: WinogradChoice, _ host: Int, _ result: Int, x: [Location], dy: Location,
    isPrologue: Bool
  ) {
    let inputs = JoinedInputs(x)
    let block = family == .gpu ? dy.shape[3] : compileTarget.block
    let blocks = (dy.shape[3] + block - 1) / block
    let before = roles.addends[host]?.whole
    let known = before.flatMap { openGradients[$0] }
    let open =
      known
      ?? OpenGradient(
        sums: placement.newSlot(
          [WinogradChoice.points * blocks * inputs.channels * block], isPersistent: false),
        addend: before.map { contiguous($0) })
    let kernelSize = graph.nodes[host].shape[0]
    var p = parameters(choice, inputs, dy, kernelSize: kernelSize)
    p.adds = known == nil ? 0 : 1
    switch family {
    case .processor: emitCorrelation(p, inputs, dy, open.sums, isPrologue: isPrologue)
    case .gpu:
      lowerGPUCorrelation(
        choice, inputs, dy, open.sums, adds: known != nil, kernelSize: kernelSize,
        isPrologue: isPrologue)
    }
    if !isPrologue && goesOn(result) {
      openGradients[result] = open
      return
    }
    guard let dw = placement.home[result] else { preconditionFailure("no memory for gradient") }
    let planned = p
    emit(
      PendingLaunch(
        label: "winograd collect", reads: [open.sums] + [open.addend].compactMap { $0 },
        writes: [dw]
      ) { [family] at in
        switch family {
        case .processor:
          var p = planned
          (p.s, p.addend, p.dw) = (at[open.sums], at[open.addend], at[dw])
          return .winogradCollect(p)
        case .gpu:
          return .gpu(
            .winogradCollect(
              ff_gpu_winograd_collect(
                s: at[open.sums], addend: at[open.addend], dw: at[dw],
                kernel_size: planned.kernel_size, cin: planned.cin, cout: planned.cout)))
        }
      }, isPrologue: isPrologue)
  }

  private mutating func emitCorrelation(
    _ planned: ff_winograd_gradient, _ inputs: JoinedInputs, _ dy: Location, _ sums: Location,
    isPrologue: Bool
  ) {
    let scratch = momentary(
      Int(planned.items * planned.scratch_per_item), isPrologue: isPrologue)
    zeroCount = max(zeroCount, max(inputs.channels, dy.shape[3]) + 16)
    let zero = zeroPage
    emit(
      PendingLaunch(
        label: "winograd correlate",
        reads: inputs.places + [dy, zero] + (planned.adds == 0 ? [] : [sums]),
        writes: [scratch, sums]
      ) { at in
        var p = planned
        p.parts = inputs.parts(at)
        (p.dy, p.s, p.scratch, p.zero) = (at[dy], at[sums], at[scratch], at[zero])
        return .winogradCorrelate(p)
      }, isPrologue: isPrologue)
  }

  /// Whether the only use of a gradient is that another one of the same kind is added to it.
  private func goesOn(_ result: Int) -> Bool {
    guard roles.consumers[result].count == 1, !roles.kept.contains(result),
      case .sum(let next) = roles.role[roles.consumers[result][0]],
      roles.addends[next]?.whole == result,
      case .winograd = ProductChoice(graph, next, compileTarget)
    else { return false }
    return true
  }

  private func parameters(
    _ choice: WinogradChoice, _ inputs: JoinedInputs, _ dy: Location, kernelSize: Int
  ) -> ff_winograd_gradient {
    var p = ff_winograd_gradient()
    p.parts = inputs.parts(nil)
    p.part_count = Int64(inputs.places.count)
    p.images = Int64(dy.shape[0])
    (p.height, p.width) = (Int64(dy.shape[1]), Int64(dy.shape[2]))
    (p.cin, p.cout) = (Int64(inputs.channels), Int64(dy.shape[3]))
    (p.kernel_size, p.tile) = (Int64(kernelSize), Int64(choice.tile))
    (p.tile_rows, p.tile_columns) = (Int64(choice.tileRows), Int64(choice.tileColumns))
    (p.dy_image, p.dy_row, p.dy_pixel) = dy.imageStrides
    p.block = Int64(compileTarget.block)
    var tiles = compileTarget.kernelGeometry
    ff_plan_winograd_gradient(&p, &tiles, Int64(compileTarget.parallelism))
    return p
  }
}
