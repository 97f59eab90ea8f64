import ForeframeTensorGraph

/// What a group of pointwise nodes computes for one element: a scalar expression whose leaves are
/// still nodes of the graph.
struct FusedTape {
  /// Nodes in memory that the group reads, in the order in which the tape first needs them.
  private(set) var leaves: [Int] = []
  private(set) var instructions: [ScalarExpression.Instruction] = []
  /// The node that each instruction computes.
  private(set) var computed: [Int] = []
  /// One for each node that the group writes to memory.
  private(set) var results: [ScalarExpression.Operand] = []

  private var known: [Int: ScalarExpression.Operand] = [:]

  /// - Parameters:
  ///   - written: the nodes that the group writes to memory.
  ///   - isComputed: whether the group computes a node itself instead of reading it.
  init(_ graph: Graph, writing written: [Int], isComputed: (Int) -> Bool) {
    results = written.map { expand($0, graph, isComputed) }
    known = [:]
  }

  var expression: ScalarExpression {
    ScalarExpression(leafCount: leaves.count, instructions: instructions, results: results)
  }

  private mutating func expand(
    _ id: Int, _ graph: Graph, _ isComputed: (Int) -> Bool
  ) -> ScalarExpression.Operand {
    if let operand = known[id] { return operand }
    let node = graph.nodes[id]
    let operand: ScalarExpression.Operand
    if case .constant(let value) = node.op {
      operand = .constant(value)
    } else if case .pointwise(let function) = node.op, isComputed(id) {
      let operands = node.operands.map { expand($0, graph, isComputed) }
      instructions.append(ScalarExpression.Instruction(function, operands))
      computed.append(id)
      operand = .instruction(instructions.count - 1)
    } else {
      leaves.append(id)
      operand = .leaf(leaves.count - 1)
    }
    known[id] = operand
    return operand
  }
}
