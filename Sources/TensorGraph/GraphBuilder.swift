/// Collects nodes. Equal nodes are one node, so work is never written twice into a graph.
///
/// A shape that does not fit is a programming error and traps with the operation and the shapes;
/// what a user supplies has been checked before.
public final class GraphBuilder {
  private(set) var nodes: [Graph.Node] = []
  private var known: [Graph.Node: Int] = [:]
  private var outputs: [(name: String, node: Int)] = []
  private var assignments: [(parameter: Int, value: Int)] = []
  private var randomKeys = 0
  /// First nodes of segments, ascending.
  private(set) var segmentStarts: [Int] = []

  public init() {}

  /// A value that persists between runs.
  public func parameter(_ name: String, _ shape: Shape) -> Tensor {
    leaf(.parameter(name), shape)
  }

  /// A value that the host supplies for every run.
  public func input(_ name: String, _ shape: Shape) -> Tensor {
    leaf(.input(name), shape)
  }

  /// The same number everywhere.
  public func constant(_ value: Float, _ shape: Shape) -> Tensor {
    add(.constant(value), [], shape)
  }

  /// A literal tensor; `values` row by row.
  public func literal(_ values: [Float], _ shape: Shape) -> Tensor {
    precondition(values.count == shape.count, "literal: \(values.count) values for \(shape)")
    return add(.literal(values), [], shape)
  }

  /// Fresh random numbers: each call has its own stream under the run's seed and step.
  ///
  /// - Parameter seed: [3], whole numbers below 2^24: seed's low part, its high part, the step.
  public func random(_ distribution: Distribution, _ shape: Shape, seed: Tensor) -> Tensor {
    precondition(seed.shape == [3], "random: seed has shape \(seed.shape), not [3]")
    randomKeys += 1
    return add(.random(distribution, shape, key: randomKeys), [seed], shape)
  }

  /// What is built from here on, up to the next such call, is not kept for a gradient: the gradient
  /// computes it again. The last segment is kept.
  public func beginSegment() {
    segmentStarts.append(nodes.count)
  }

  /// Names a result that the host may read after a run.
  public func output(_ name: String, _ tensor: Tensor) {
    precondition(!outputs.contains { $0.name == name }, "output \(name) is named twice")
    outputs.append((name, tensor.id))
  }

  /// Gives a parameter a new value at the end of every run.
  public func assign(_ parameter: Tensor, _ value: Tensor) {
    guard case .parameter(let name) = parameter.op else {
      preconditionFailure("assign: \(parameter.op) is not a parameter")
    }
    precondition(
      parameter.shape == value.shape, "assign \(name): \(parameter.shape) and \(value.shape)")
    assignments.append((parameter.id, value.id))
  }

  /// The graph of everything that outputs and assignments need, in order of construction.
  public func graph() -> Graph {
    var needed = [Bool](repeating: false, count: nodes.count)
    for output in outputs { needed[output.node] = true }
    for assignment in assignments {
      needed[assignment.parameter] = true
      needed[assignment.value] = true
    }
    for id in nodes.indices.reversed() where needed[id] {
      for operand in nodes[id].operands { needed[operand] = true }
    }
    var renumbered = [Int](repeating: -1, count: nodes.count)
    var kept: [Graph.Node] = []
    for id in nodes.indices where needed[id] {
      var node = nodes[id]
      node.operands = node.operands.map { renumbered[$0] }
      renumbered[id] = kept.count
      kept.append(node)
    }
    return Graph(
      nodes: kept, outputs: outputs.map { ($0.name, renumbered[$0.node]) },
      assignments: assignments.map { (renumbered[$0.parameter], renumbered[$0.value]) })
  }

  func add(_ op: Op, _ operands: [Tensor], _ shape: Shape) -> Tensor {
    precondition(operands.allSatisfy { $0.builder === self }, "\(op): tensors of two graphs")
    let node = Graph.Node(op: op, operands: operands.map(\.id), shape: shape)
    if let id = known[node] { return Tensor(builder: self, id: id) }
    nodes.append(node)
    known[node] = nodes.count - 1
    return Tensor(builder: self, id: nodes.count - 1)
  }

  private func leaf(_ op: Op, _ shape: Shape) -> Tensor {
    for (id, node) in nodes.enumerated() where node.op == op {
      precondition(node.shape == shape, "\(op) has shapes \(node.shape) and \(shape)")
      return Tensor(builder: self, id: id)
    }
    return add(op, [], shape)
  }
}
