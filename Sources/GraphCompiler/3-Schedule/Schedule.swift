/// The units of a graph in the order in which they run.
struct Schedule {
  private(set) var units: [Unit] = []
  /// The nodes that each unit reads, resolved through views to what lies in memory or is placed.
  private(set) var operands: [[Int]] = []
  /// The unit that writes a node to memory.
  private(set) var writer: [Int: Int] = [:]
  /// Units that depend on parameters alone.
  private(set) var isPrologue: [Bool] = []

  init(_ roles: NodeRoles, _ fusion: Fusion) {
    var pending: [(unit: Unit, operands: [Int], results: [Int])] = []
    for (index, group) in fusion.groups.enumerated() {
      pending.append((.fused(group: index), fusion.tapes[index].leaves.sorted(), group))
    }
    for (id, node) in roles.graph.nodes.enumerated() {
      let isHost: Bool
      switch roles.role[id] {
      case .kernel: isHost = true
      case .absorbed: isHost = node.op != .pointwise(.add)
      case .given, .constant, .pointwise, .view, .concat, .joined, .sum: isHost = false
      }
      guard isHost else { continue }
      let addends = roles.addends[id]
      let reads = node.operands + [addends?.bias, addends?.whole].compactMap { $0 }
      let result = roles.result(ofHost: id)
      pending.append((.kernel(node: id, result: result), reads, [result]))
    }
    order(pending, roles)
  }

  /// Kahn's algorithm; among ready units the one whose value comes first in the graph.
  private mutating func order(
    _ pending: [(unit: Unit, operands: [Int], results: [Int])], _ roles: NodeRoles
  ) {
    var unitOfNode: [Int: Int] = [:]
    for (index, entry) in pending.enumerated() {
      for result in entry.results { unitOfNode[result] = index }
    }
    let sources = SourceResolver(roles).sources
    let predecessors = pending.map { entry in
      Set(entry.operands.flatMap { sources[$0] }.compactMap { unitOfNode[$0] })
    }
    var successors = [[Int]](repeating: [], count: pending.count)
    var waiting = predecessors.map(\.count)
    for (index, set) in predecessors.enumerated() {
      for predecessor in set { successors[predecessor].append(index) }
    }
    let priority = pending.map { $0.results.max() ?? 0 }
    var ready = PriorityQueue()
    for index in pending.indices where waiting[index] == 0 {
      ready.insert(index, priority: priority[index])
    }
    while let index = ready.popFirst() {
      let entry = pending[index]
      for result in entry.results { writer[result] = units.count }
      units.append(entry.unit)
      operands.append(entry.operands)
      isPrologue.append(
        !entry.operands.isEmpty && entry.results.allSatisfy { !roles.assigned.contains($0) }
          && entry.operands.allSatisfy { operand in
            sources[operand].allSatisfy { source in
              if let unit = writer[source] { return isPrologue[unit] }
              switch roles.graph.nodes[source].op {
              case .parameter, .literal: return true
              case .constant: return true
              case .input, .pointwise, .reduce, .matmul, .convolution, .transposedConvolution,
                .filterGradient, .reshape, .barrier, .permute, .broadcast, .slice, .concat,
                .gather, .scatterAdd, .warp, .transposedWarp, .displacementGradient, .random:
                return false
              }
            }
          })
      for successor in successors[index] {
        waiting[successor] -= 1
        if waiting[successor] == 0 { ready.insert(successor, priority: priority[successor]) }
      }
    }
    precondition(units.count == pending.count, "the fused graph has a cycle")
  }

  /// Moves units after all others, keeping their order. They must not be read by others.
  mutating func moveToEnd(_ chosen: Set<Int>) {
    reorder(units.indices.filter { !chosen.contains($0) } + chosen.sorted())
  }

  /// Moves pointwise groups that read nothing of a product but slices of its channels right after it,
  /// where everything else that they read is there by then: so that they can be computed with it
  /// (``GPUEpilogue``). Units of the prologue come first.
  mutating func moveAfterProducts(_ roles: NodeRoles, _ fusion: Fusion) {
    let sources = SourceResolver(roles).sources
    let readers = Readers(roles, self)
    var order = units.indices.filter { isPrologue[$0] }
    var isPlaced = isPrologue
    func place(_ unit: Int) {
      order.append(unit)
      isPlaced[unit] = true
    }
    for unit in units.indices where !isPlaced[unit] {
      place(unit)
      guard case .kernel(_, let product) = units[unit] else { continue }
      let following = readers[product].compactMap(\.unit).first { reader in
        guard !isPlaced[reader], case .fused(let group) = units[reader] else { return false }
        let shape = roles.graph.nodes[fusion.groups[group][0]].shape
        guard let gates = Gates(roles.graph, of: product, shape: shape) else { return false }
        return operands[reader].allSatisfy { operand in
          sources[operand].contains(product)
            ? gates[operand] != nil
            : sources[operand].allSatisfy { source in writer[source].map { isPlaced[$0] } ?? true }
        }
      }
      if let following { place(following) }
    }
    reorder(order)
  }

  private mutating func reorder(_ order: [Int]) {
    var position = [Int](repeating: 0, count: units.count)
    for (new, old) in order.enumerated() { position[old] = new }
    units = order.map { units[$0] }
    operands = order.map { operands[$0] }
    isPrologue = order.map { isPrologue[$0] }
    writer = writer.mapValues { position[$0] }
  }
}
