import ForeframeTensorGraph

/// What becomes of each node: a launch of its own, part of a fused one, an addend inside another
/// node's launch, or merely a view of memory.
struct NodeRoles {
  enum Role: Hashable {
    /// Parameter, input or literal: memory that is there before the launches.
    case given
    /// The same number everywhere, written into expressions.
    case constant
    /// Part of a fused pointwise launch.
    case pointwise
    /// Another way to look at its operand's memory.
    case view(ViewKind)
    /// Operands placed side by side; they are written in place where possible.
    case concat
    /// Operands that are never placed side by side: all that reads them transforms them first, and
    /// joins them then.
    case joined
    /// A launch of its own.
    case kernel
    /// This sum is computed by the launch of `host`, which starts from the addends.
    case sum(host: Int)
    /// Computed as part of the sum that `into` names.
    case absorbed(into: Int)
  }

  /// What a convolution or product starts from besides zero.
  struct Addends {
    var bias: Int?
    var whole: Int?
  }

  let graph: Graph
  private(set) var role: [Role]
  private(set) var consumers: [[Int]]
  /// By host node.
  private(set) var addends: [Int: Addends] = [:]
  /// Nodes that the host reads or that parameters take their values from.
  let kept: Set<Int>
  /// Nodes that parameters take their values from.
  let assigned: Set<Int>

  init(_ graph: Graph, _ compileTarget: CompileTarget) {
    self.graph = graph
    assigned = Set(graph.assignments.map(\.value))
    kept = assigned.union(graph.outputs.map(\.node))
    consumers = Array(repeating: [], count: graph.nodes.count)
    for (id, node) in graph.nodes.enumerated() {
      for operand in Set(node.operands) { consumers[operand].append(id) }
    }
    role = graph.nodes.map { node in
      switch node.op {
      case .parameter, .input, .literal: .given
      case .constant: .constant
      case .pointwise: .pointwise
      case .reshape(let shape): .view(.reshape(shape))
      case .barrier: .view(.barrier)
      case .permute(let axes): .view(.permute(axes))
      case .broadcast(let shape): .view(.broadcast(shape))
      case .slice(let axis, let start, let count):
        .view(.slice(axis: axis, start: start, count: count))
      case .concat: .concat
      case .reduce, .matmul, .convolution, .transposedConvolution, .filterGradient,
        .gather, .scatterAdd, .warp, .transposedWarp, .displacementGradient, .random:
        .kernel
      }
    }
    for id in graph.nodes.indices where isJoinedByReaders(id, compileTarget) { role[id] = .joined }
    for id in graph.nodes.indices { absorb(id) }
  }

  /// Whether channels are put side by side for nothing but launches that rewrite their inputs.
  private func isJoinedByReaders(_ id: Int, _ compileTarget: CompileTarget) -> Bool {
    let node = graph.nodes[id]
    guard case .concat(let axis) = node.op, axis == 3, node.shape.rank == 4, !kept.contains(id),
      node.operands.count <= JoinedInputs.mostParts
    else { return false }
    return !consumers[id].isEmpty
      && consumers[id].allSatisfy { consumer in
        let operands = graph.nodes[consumer].operands
        return operands[0] == id && !operands.dropFirst().contains(id)
          && ProductChoice.readsParts(graph, consumer, compileTarget)
      }
  }

  /// Folds `product + bias` and `product + tensor` into the product's launch.
  private mutating func absorb(_ id: Int) {
    guard graph.nodes[id].op == .pointwise(.add) else { return }
    let operands = graph.nodes[id].operands
    guard operands[0] != operands[1] else { return }
    // The later operand first: an accumulated sum grows by what was computed last.
    for (product, other) in [(operands[0], operands[1]), (operands[1], operands[0])]
      .sorted(by: { $0.0 > $1.0 })
    {
      guard let host = host(product), consumers[product] == [id], !kept.contains(product),
        graph.nodes[product].shape == graph.nodes[id].shape
      else { continue }
      var sum = addends[host] ?? Addends()
      if graph.nodes[other].shape == graph.nodes[id].shape {
        guard sum.whole == nil, role[other] != .constant else { continue }
        sum.whole = other
      } else if isBias(other, for: host) {
        guard sum.bias == nil else { continue }
        sum.bias = other
      } else {
        continue
      }
      addends[host] = sum
      role[id] = .sum(host: host)
      role[product] = .absorbed(into: id)
      return
    }
  }

  private func host(_ id: Int) -> Int? {
    switch role[id] {
    case .kernel:
      switch graph.nodes[id].op {
      case .matmul, .convolution, .transposedConvolution, .filterGradient: return id
      case .parameter, .input, .constant, .literal, .pointwise, .reduce, .reshape, .barrier,
        .permute,
        .broadcast, .slice, .concat, .gather, .scatterAdd, .warp, .transposedWarp,
        .displacementGradient, .random:
        return nil
      }
    case .sum(let host): return host
    case .given, .constant, .pointwise, .view, .concat, .joined, .absorbed: return nil
    }
  }

  /// One number per output channel, and a launch that can start from it.
  private func isBias(_ id: Int, for host: Int) -> Bool {
    let shape = graph.nodes[id].shape
    guard shape.sizes.dropLast().allSatisfy({ $0 == 1 }), role[id] != .constant,
      shape[shape.rank - 1] == graph.nodes[host].shape[shape.rank - 1]
    else {
      return false
    }
    switch graph.nodes[host].op {
    case .filterGradient: return false
    case .matmul(let transposeLeft, let transposeRight):
      // Such a product runs as a filter gradient.
      return !(transposeLeft && !transposeRight)
    case .convolution, .transposedConvolution, .parameter, .input, .constant, .literal,
      .pointwise, .reduce, .reshape, .barrier, .permute, .broadcast, .slice, .concat, .gather,
      .scatterAdd, .warp, .transposedWarp, .displacementGradient, .random:
      return true
    }
  }

  /// The node whose value lands in memory when this product has run.
  func result(ofHost host: Int) -> Int {
    var id = host
    while case .absorbed(let into) = role[id] { id = into }
    return id
  }
}
