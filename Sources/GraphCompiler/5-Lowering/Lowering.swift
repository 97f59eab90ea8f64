import CForeframeKernels
import ForeframeTensorGraph

/// Writes launches for units, with copies where a kernel wants another layout.
struct Lowering {
  let roles: NodeRoles
  let fusion: Fusion
  let schedule: Schedule
  var placement: Placement
  let compileTarget: CompileTarget

  var prologue: [PendingLaunch] = []
  var step: [PendingLaunch] = []
  /// Literals by slot.
  var literals: [(slot: Int, values: [Float])] = []
  /// Zeros that taps outside an image read.
  var zeroPage: Location
  var zeroCount = 16

  /// Who reads what launches write.
  let readers: Readers
  /// Nodes that depend on parameters and literals alone, and are ready after the prologue.
  let isParameterOnly: [Bool]
  /// Memory of views, filled constants and completed concatenations.
  private var located: [Int: Location] = [:]
  private var contiguousCopies: [Location: Location] = [:]
  /// Memory of outputs.
  private var outputs: [Int: Location] = [:]
  var packed: [PackKey: Location] = [:]
  var gpuPacked: [GPUPackKey: Location] = [:]
  /// Words of outputs' gradients that two products read, by node.
  var gradientWords: [Int: Location] = [:]
  var sortedIndices: [SortedIndexKey: Location] = [:]
  var sortedTargets: [SortedTargetsKey: Location] = [:]
  /// Memory that lives for a launch or two, and is used again and again, so that it stays in the cache.
  var scratch: (slot: Int, count: Int)?
  /// Filter gradients whose sums over tiles go on in the next time step, by node.
  var openGradients: [Int: OpenGradient] = [:]

  var graph: Graph { roles.graph }
  var family: KernelFamily { compileTarget.family }

  init(
    _ roles: NodeRoles, _ fusion: Fusion, _ schedule: Schedule, _ placement: Placement,
    _ compileTarget: CompileTarget
  ) {
    self.roles = roles
    self.fusion = fusion
    self.schedule = schedule
    self.placement = placement
    self.compileTarget = compileTarget
    readers = Readers(roles, schedule)
    zeroPage = self.placement.newSlot([16], isPersistent: true)
    var only: [Bool] = []
    for (id, node) in roles.graph.nodes.enumerated() {
      if let unit = schedule.writer[id] {
        only.append(schedule.isPrologue[unit])
        continue
      }
      switch node.op {
      case .parameter, .literal, .constant: only.append(true)
      case .input, .random: only.append(false)
      case .pointwise, .reduce, .matmul, .convolution, .transposedConvolution, .filterGradient,
        .reshape, .barrier, .permute, .broadcast, .slice, .concat, .gather, .scatterAdd, .warp,
        .transposedWarp, .displacementGradient:
        only.append(node.operands.allSatisfy { only[$0] })
      }
    }
    isParameterOnly = only
  }

  mutating func lowerAll() {
    for (id, node) in graph.nodes.enumerated() {
      if case .literal(let values) = node.op, let home = placement.home[id] {
        literals.append((home.slot, values))
      }
    }
    var open = Set(graph.outputs.map(\.node))
    /// Whether a unit was computed by the launch before it.
    var isDone = false
    for (index, unit) in schedule.units.enumerated() {
      if isDone {
        isDone = false
        continue
      }
      if placement.assigningUnits.contains(index) {
        // Results that show a parameter are taken before it changes.
        for output in open.sorted() where writersAreDone(output, before: index) {
          bind(output)
          open.remove(output)
        }
      }
      switch unit {
      case .fused(let group): lowerFused(group, isPrologue: schedule.isPrologue[index])
      case .kernel(let node, let result):
        isDone = lowerKernel(node, result, index, isPrologue: schedule.isPrologue[index])
      }
    }
    for output in open.sorted() { bind(output) }
    lowerAssignments()
  }

  private func writersAreDone(_ node: Int, before unit: Int) -> Bool {
    SourceResolver(roles).sources[node].allSatisfy { (schedule.writer[$0] ?? -1) < unit }
  }

  private mutating func bind(_ output: Int) {
    var location = contiguous(output)
    // A parameter that changes at the end of the run is shown as it was before.
    let changes = graph.assignments.contains { assignment in
      placement.home[assignment.parameter]?.slot == location.slot && assignment.value != output
    }
    if changes { location = copied(location, isPrologue: false, label: "take") }
    outputs[output] = location
  }

  /// Where an output ended up.
  func binding(_ output: Int) -> Location? { outputs[output] }

  /// Copies values that could not be written straight to their parameters.
  private mutating func lowerAssignments() {
    var waiting: [(source: Location, target: Location)] = []
    for (parameter, value) in graph.assignments
    where placement.assignments.parameterOf[value] == nil {
      guard let target = placement.home[parameter] else { continue }
      var source = locate(value)
      if placement.drafts[source.slot].isPersistent {
        // Another parameter's value, which may change too.
        source = copied(source, isPrologue: false, label: "take")
      }
      waiting.append((source, target))
    }
    for (source, target) in waiting {
      emitCopy(source, target, isPrologue: false, label: "assign")
    }
  }

  // MARK: Memory of nodes

  /// Where a node's value lies, after whatever copies that takes.
  mutating func locate(_ id: Int) -> Location {
    if let known = located[id] { return known }
    let node = graph.nodes[id]
    let location: Location
    switch roles.role[id] {
    case .given, .pointwise, .kernel, .sum:
      guard let home = placement.home[id] else {
        preconditionFailure("\(node.op) has no memory")
      }
      location = home
    case .absorbed: preconditionFailure("\(node.op) is part of another launch")
    case .joined: preconditionFailure("\(node.op) is in pieces")
    case .constant:
      guard case .constant(let value) = node.op else { preconditionFailure("not a constant") }
      // Broadcast from one number; copied where a kernel wants it whole.
      let slot = placement.newSlot([1], isPersistent: true)
      literals.append((slot.slot, [value]))
      location = slot.broadcastScalar(to: node.shape)
    case .concat:
      guard let home = placement.home[id] else { preconditionFailure("no memory for concat") }
      for copy in placement.copies[id] ?? [] {
        let source = locate(copy.part)
        emitCopy(source, copy.target, isPrologue: isParameterOnly[id], label: "concat")
      }
      for operand in node.operands { complete(operand) }
      if isParameterOnly[id] { placement.makePersistent(home.slot) }
      location = home
    case .view(let kind):
      let operand = locate(node.operands[0])
      switch kind {
      case .reshape(let shape):
        location =
          operand.reshaped(shape)
          ?? reshapedCopy(operand, shape, isPrologue: isParameterOnly[id])
      case .barrier: location = operand
      case .permute(let axes): location = operand.permuted(axes)
      case .broadcast(let shape): location = operand.broadcast(to: shape)
      case .slice(let axis, let start, let count):
        location = operand.sliced(axis: axis, start: start, count: count)
      }
    }
    located[id] = location
    return location
  }

  /// Copies in what is missing of a concatenation that was placed inside another one.
  private mutating func complete(_ id: Int) {
    switch roles.role[id] {
    case .concat: _ = locate(id)
    case .view: complete(graph.nodes[id].operands[0])
    case .given, .constant, .joined, .pointwise, .kernel, .sum, .absorbed: break
    }
  }

  private mutating func reshapedCopy(
    _ source: Location, _ shape: Shape, isPrologue: Bool
  ) -> Location {
    let copy = copied(source, isPrologue: isPrologue, label: "reshape")
    return Location(slot: copy.slot, shape: shape)
  }

  /// A node's value as a contiguous tensor.
  mutating func contiguous(_ id: Int) -> Location {
    let location = locate(id)
    return location.isContiguous ? location : contiguous(location, isParameterOnly[id])
  }

  /// A contiguous copy of a strided window; made once.
  mutating func contiguous(_ location: Location, _ isPrologue: Bool) -> Location {
    if location.isContiguous { return location }
    if let known = contiguousCopies[location] { return known }
    let copy = copied(location, isPrologue: isPrologue, label: "copy")
    contiguousCopies[location] = copy
    return copy
  }

  private mutating func copied(
    _ source: Location, isPrologue: Bool, label: String
  ) -> Location {
    let target = placement.newSlot(source.shape, isPersistent: isPrologue)
    emitCopy(source, target, isPrologue: isPrologue, label: label)
    return target
  }

  mutating func emitCopy(
    _ source: Location, _ target: Location, isPrologue: Bool, label: String
  ) {
    let expression = ScalarExpression(leafCount: 1, instructions: [], results: [.leaf(0)])
    emitPointwise(
      expression, shape: target.shape, leaves: [source], results: [target],
      isPrologue: isPrologue, label: label)
  }

  mutating func emit(_ launch: PendingLaunch, isPrologue: Bool) {
    if isPrologue { prologue.append(launch) } else { step.append(launch) }
  }
}

extension Location {
  /// One number seen as a whole tensor.
  func broadcastScalar(to shape: Shape) -> Location {
    Location(
      slot: slot, offset: offset, shape: shape,
      strides: [Int](repeating: 0, count: shape.rank))
  }
}
