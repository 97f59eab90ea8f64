import ForeframeTensorGraph

/// Where every tensor lives: which slot, at which offset, with which strides.
///
/// Parts of a concatenation are written straight into it; a product that starts from another
/// tensor is written over it when nobody else needs that tensor.
struct Placement {
  /// A slot before it has an address.
  struct Draft {
    var count: Int
    var isPersistent: Bool
  }

  fileprivate(set) var drafts: [Draft] = []
  /// Memory of nodes that are written or given; views have theirs from their operands.
  private(set) var home: [Int: Location] = [:]
  /// Parts of concatenations that must be copied in, since their value lives elsewhere.
  private(set) var copies: [Int: [(part: Int, target: Location)]] = [:]
  /// Values that are written straight to their parameters.
  let assignments: InPlaceAssignments
  /// The units that write them.
  let assigningUnits: Set<Int>

  private let roles: NodeRoles
  private let fusion: Fusion
  private let schedule: Schedule

  init(
    _ roles: NodeRoles, _ fusion: Fusion, _ schedule: Schedule, _ assignments: InPlaceAssignments
  ) {
    self.roles = roles
    self.fusion = fusion
    self.schedule = schedule
    self.assignments = assignments
    assigningUnits = assignments.units(in: schedule)
    for (id, node) in roles.graph.nodes.enumerated() where roles.role[id] == .given {
      home[id] = newSlot(node.shape, isPersistent: true)
    }
    for (value, parameter) in assignments.parameterOf { home[value] = home[parameter] }
    for id in roles.graph.nodes.indices.reversed() where roles.role[id] == .concat {
      placeConcat(id)
    }
    for (index, unit) in schedule.units.enumerated() { placeResults(unit, index) }
  }

  /// A fresh contiguous slot.
  mutating func newSlot(_ shape: Shape, isPersistent: Bool) -> Location {
    newSlot(shape, count: shape.count, isPersistent: isPersistent)
  }

  /// A fresh slot of another size than its tensor's.
  mutating func newSlot(_ shape: Shape, count: Int, isPersistent: Bool) -> Location {
    drafts.append(Draft(count: max(count, 1), isPersistent: isPersistent))
    return Location(slot: drafts.count - 1, shape: shape)
  }

  // MARK: Concatenations

  private mutating func placeConcat(_ id: Int) {
    let node = roles.graph.nodes[id]
    guard case .concat(let axis) = node.op else { return }
    let whole = home[id] ?? newSlot(node.shape, isPersistent: false)
    home[id] = whole
    var start = 0
    for operand in node.operands {
      let count = roles.graph.nodes[operand].shape[axis]
      let target = whole.sliced(axis: axis, start: start, count: count)
      if !place(operand, target) { copies[id, default: []].append((operand, target)) }
      start += count
    }
  }

  /// Lets a node be computed straight into `target`, if its launch can write there.
  private mutating func place(_ id: Int, _ target: Location) -> Bool {
    let node = roles.graph.nodes[id]
    switch roles.role[id] {
    case .given, .constant, .joined, .absorbed: return false
    case .pointwise:
      guard fusion.groupOf[id] != nil, home[id] == nil else { return false }
    case .kernel:
      guard home[id] == nil, accepts(id, target) else { return false }
    case .sum(let host):
      guard home[id] == nil, accepts(host, target) else { return false }
    case .concat:
      guard home[id] == nil else { return false }
    case .view(let kind):
      let operand = node.operands[0]
      switch kind {
      case .reshape:
        guard let inner = target.reshaped(roles.graph.nodes[operand].shape) else { return false }
        return place(operand, inner)
      case .permute(let axes):
        var inverse = axes
        for (to, from) in axes.enumerated() { inverse[from] = to }
        return place(operand, target.permuted(inverse))
      case .barrier, .broadcast, .slice: return false
      }
    }
    home[id] = target
    return true
  }

  /// Whether a launch can write its result with these strides.
  private func accepts(_ host: Int, _ target: Location) -> Bool {
    switch roles.graph.nodes[host].op {
    case .convolution, .transposedConvolution: target.hasContiguousChannels
    case .matmul(let transposeLeft, let transposeRight):
      transposeLeft && !transposeRight
        ? target.isContiguous
        : target.hasContiguousChannels && target.batchStride != nil
    case .reduce, .filterGradient, .gather, .scatterAdd, .warp, .transposedWarp,
      .displacementGradient, .random:
      target.isContiguous
    case .parameter, .input, .constant, .literal, .pointwise, .reshape, .barrier, .permute,
      .broadcast,
      .slice, .concat:
      false
    }
  }

  // MARK: Results of units

  private mutating func placeResults(_ unit: Unit, _ index: Int) {
    let isPersistent = schedule.isPrologue[index]
    switch unit {
    case .fused(let group):
      for id in fusion.groups[group] {
        if let part = home[id] {
          keep(part, isPersistent)
        } else {
          home[id] = newSlot(roles.graph.nodes[id].shape, isPersistent: isPersistent)
        }
      }
    case .kernel(let host, let result):
      if let part = home[result] {
        keep(part, isPersistent)
        return
      }
      if !isPersistent, let addend = roles.addends[host]?.whole,
        let location = reusable(addend, by: result), accepts(host, location)
      {
        home[result] = location
      } else {
        home[result] = newSlot(roles.graph.nodes[result].shape, isPersistent: isPersistent)
      }
    }
  }

  /// A part of a concatenation that the prologue computes must outlive the step, and with it the
  /// whole.
  private mutating func keep(_ part: Location, _ isPersistent: Bool) {
    if isPersistent { makePersistent(part.slot) }
  }

  /// The addend's memory, if the sum is the only reader of it.
  private func reusable(_ addend: Int, by result: Int) -> Location? {
    guard roles.consumers[addend].count == 1, !roles.kept.contains(addend) else { return nil }
    switch roles.role[addend] {
    case .kernel, .sum: return ownSlot(addend)
    case .pointwise: return fusion.groupOf[addend] == nil ? nil : ownSlot(addend)
    case .view(.slice(let axis, let start, let count)):
      // Another frame's part of a batched projection: the parts must not overlap.
      let root = roles.graph.nodes[addend].operands[0]
      let isSplit = roles.consumers[root].allSatisfy { consumer in
        guard case .slice(axis, let other, let otherCount) = roles.graph.nodes[consumer].op
        else { return false }
        return consumer == addend || other + otherCount <= start || start + count <= other
      }
      guard isSplit, !roles.kept.contains(root), let location = ownSlot(root) else { return nil }
      return location.sliced(axis: axis, start: start, count: count)
    case .given, .constant, .view, .concat, .joined, .absorbed: return nil
    }
  }

  /// Memory that belongs to this node alone and does not outlive the step.
  private func ownSlot(_ id: Int) -> Location? {
    switch roles.role[id] {
    case .kernel, .sum, .pointwise: break
    case .given, .constant, .view, .concat, .joined, .absorbed: return nil
    }
    guard let location = home[id], !drafts[location.slot].isPersistent,
      location.offset == 0, location.shape.count == drafts[location.slot].count
    else { return nil }
    return location
  }
}

extension Location {
  /// The distance between matrices if the leading axes are one axis; nil otherwise.
  var batchStride: Int? {
    let rank = shape.rank
    let count = shape.sizes.dropLast(2).reduce(1, *)
    if count == 1 { return 0 }
    let matrices = Location(
      slot: slot, offset: offset, shape: Shape(Array(shape.sizes.dropLast(2))),
      strides: Array(strides[..<(rank - 2)]))
    return matrices.reshaped([count])?.strides[0]
  }
}

extension Placement {
  /// Marks a slot as outliving the step, since the prologue writes it.
  mutating func makePersistent(_ slot: Int) { drafts[slot].isPersistent = true }
}
