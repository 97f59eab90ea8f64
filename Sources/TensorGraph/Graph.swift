/// A finished graph: nodes in an order in which operands come first.
public struct Graph: Sendable {
  /// One operation with its operands.
  public struct Node: Hashable, Sendable {
    public var op: Op
    public var operands: [Int]
    public var shape: Shape

    public init(op: Op, operands: [Int], shape: Shape) {
      self.op = op
      self.operands = operands
      self.shape = shape
    }
  }

  public var nodes: [Node]
  /// Named results that the host may read.
  public var outputs: [(name: String, node: Int)]
  /// Parameters that take a new value at the end of every run.
  public var assignments: [(parameter: Int, value: Int)]

  public init(
    nodes: [Node], outputs: [(name: String, node: Int)],
    assignments: [(parameter: Int, value: Int)]
  ) {
    self.nodes = nodes
    self.outputs = outputs
    self.assignments = assignments
  }

  /// Multiply-adds of the convolutions and matrix products, each counted directly; the largest
  /// `Int` where there would be more.
  public var multiplyAdds: Int {
    nodes.reduce(0) { sum, node in
      func adding(_ images: Shape, _ factors: Int...) -> Int {
        let (total, overflow) = sum.addingReportingOverflow(
          Shape.product(images.sizes + factors))
        return overflow ? .max : total
      }
      switch node.op {
      case .convolution:
        let filter = nodes[node.operands[1]].shape
        return adding(node.shape, filter[0], filter[1], filter[2])
      case .transposedConvolution:
        let filter = nodes[node.operands[1]].shape
        return adding(nodes[node.operands[0]].shape, filter[0], filter[1], filter[2])
      case .filterGradient:
        return adding(
          nodes[node.operands[1]].shape, node.shape[0], node.shape[1], node.shape[2])
      case .matmul(let transposeLeft, _):
        let left = nodes[node.operands[0]].shape
        return adding(node.shape, left[left.rank - (transposeLeft ? 2 : 1)])
      case .parameter, .input, .constant, .literal, .pointwise, .reduce, .reshape, .barrier,
        .permute,
        .broadcast, .slice, .concat, .gather, .scatterAdd, .warp, .transposedWarp,
        .displacementGradient, .random:
        return sum
      }
    }
  }
}
