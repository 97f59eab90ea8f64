import CForeframeKernels
import ForeframeTensorGraph

extension Lowering {
  /// The launch of a convolution by Winograd's algorithm.
  ///
  /// - Parameter x: images whose channels are taken side by side.
  mutating func lowerWinograd(
    _ choice: WinogradChoice, x: [Location], filter: Location, isFlipped: Bool, bias: Location?,
    addend: Location?, y: Location, isPrologue: Bool, life: PackLife
  ) {
    let inputs = JoinedInputs(x)
    let shape = x[0].shape
    let (cin, cout) = (inputs.channels, y.shape[3])
    var p = ff_winograd()
    p.part_count = Int64(x.count)
    (p.images, p.height, p.width) = (Int64(shape[0]), Int64(shape[1]), Int64(shape[2]))
    (p.cin, p.cout) = (Int64(cin), Int64(cout))
    (p.kernel_size, p.tile) = (Int64(filter.shape[0]), Int64(choice.tile))
    (p.tile_rows, p.tile_columns) = (Int64(choice.tileRows), Int64(choice.tileColumns))
    (p.y_image, p.y_row, p.y_pixel) = y.imageStrides
    if let addend { (p.addend_image, p.addend_row, p.addend_pixel) = addend.imageStrides }
    p.block = Int64(compileTarget.block)
    var tiles = compileTarget.kernelGeometry
    var cut = choice.cut.kernelCut
    ff_plan_winograd(&p, Int64(inputs.width), &tiles, Int64(compileTarget.parallelism), &cut)
    let u = transformedFilter(
      filter, isFlipped: isFlipped, cin: cin, cout: cout, block: compileTarget.block, life: life)
    let scratch = momentary(
      Int(ff_winograd_items(&p) * p.scratch_per_item), isPrologue: isPrologue)
    zeroCount = max(zeroCount, cin + 16)
    let zero = zeroPage
    let planned = p
    emit(
      PendingLaunch(
        label: "winograd", reads: x + [u, zero] + [bias, addend].compactMap { $0 },
        writes: [scratch, y], finishesRows: ff_winograd_finishes_rows(&p) != 0 ? y : nil
      ) { at in
        var p = planned
        p.parts = inputs.parts(at)
        (p.u, p.y, p.scratch, p.zero) = (at[u], at[y], at[scratch], at[zero])
        (p.bias, p.addend) = (at[bias], at[addend])
        return .winograd(p)
      }, isPrologue: isPrologue)
  }

  /// Memory that a launch needs while it runs: one place for all, so that it stays in the cache. The
  /// prologue has memory of its own: what it shares with the step would have to outlive it.
  mutating func momentary(_ count: Int, isPrologue: Bool) -> Location {
    if isPrologue { return placement.newSlot([count], isPersistent: false) }
    let slot = scratch?.slot ?? placement.newSlot([1], isPersistent: false).slot
    scratch = (slot, max(scratch?.count ?? 0, count))
    return Location(slot: slot, shape: [count])
  }

  /// Filters at the points, u[block][point][ci][channel of the block].
  mutating func transformedFilter(
    _ filter: Location, isFlipped: Bool, cin: Int, cout: Int, block: Int, life: PackLife
  ) -> Location {
    let key = PackKey(
      source: filter, isFlipped: isFlipped, block: block, life: life, form: .transformed)
    if let known = packed[key] { return known }
    let (first, strides) = filter.filterStrides(isFlipped: isFlipped)
    let blocks = (cout + block - 1) / block
    let planned = ff_winograd_filter(
      source: 0, u: 0, kernel_size: Int64(filter.shape[0]), cin: Int64(cin), cout: Int64(cout),
      block: Int64(block), stride_ky: strides[0], stride_kx: strides[1], stride_ci: strides[2],
      stride_co: strides[3])
    let u = placement.newSlot(
      [blocks * WinogradChoice.points * cin * block], isPersistent: life == .always)
    emit(
      PendingLaunch(label: "winograd filter", reads: [filter], writes: [u]) { [family] at in
        var p = planned
        (p.source, p.u) = (at[filter] + first, at[u])
        return family == .gpu ? .gpu(.winogradFilter(p)) : .winogradFilter(p)
      }, isPrologue: life == .always)
    packed[key] = u
    return u
  }
}

extension WinogradCut {
  fileprivate var kernelCut: ff_winograd_cut {
    let order =
      switch order {
      case nil: ff_winograd_order_planned
      case .tiles: ff_winograd_order_tiles
      case .blocks: ff_winograd_order_blocks
      }
    return ff_winograd_cut(most_tiles: Int64(mostTiles ?? 0), order: order)
  }
}

extension Location {
  /// How a contiguous filter [ky, kx, in, out] is walked, as it is or turned round and swapped: the
  /// first element, and the strides of ky, kx and of the inner and outer channels.
  func filterStrides(isFlipped: Bool) -> (first: Int64, strides: [Int64]) {
    let s = shape.contiguousStrides.map(Int64.init)
    if !isFlipped { return (0, s) }
    return (Int64(shape.count - shape[2] * shape[3]), [-s[0], -s[1], s[3], s[2]])
  }
}
