/// A handle on one node of a graph under construction. Holds no numbers.
public struct Tensor {
  public let builder: GraphBuilder
  /// The node's number; operands have smaller numbers.
  public let id: Int

  init(builder: GraphBuilder, id: Int) {
    self.builder = builder
    self.id = id
  }

  var node: Graph.Node { builder.nodes[id] }
  public var op: Op { node.op }
  public var shape: Shape { node.shape }

  /// The number, if this is the same known number everywhere.
  var constantValue: Float? {
    if case .constant(let value) = op { value } else { nil }
  }

  /// Whether this is known to be zero everywhere.
  public var isZero: Bool { constantValue == 0 }

  func apply(_ op: Op, _ others: [Tensor] = [], shape: Shape) -> Tensor {
    builder.add(op, [self] + others, shape)
  }

  /// The same number everywhere, in this tensor's graph.
  public func filled(_ value: Float, _ shape: Shape? = nil) -> Tensor {
    builder.constant(value, shape ?? self.shape)
  }
}
