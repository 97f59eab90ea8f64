import ForeframeTensorGraph

/// One row of the operation table: a small graph, run in several modes.
public struct OperationCase: Sendable, CustomStringConvertible {
  public var name: String
  /// Range of the operands; gradients of functions with kinks or poles need care.
  public var range: ClosedRange<Float>
  /// Whether central differences make sense (random numbers and steps have none).
  public var isDifferentiable: Bool
  /// Builds the graph; operands are parameters, so that gradients can be asked for.
  public var build: @Sendable (CaseBuilder) -> [Tensor]

  public init(
    _ name: String, range: ClosedRange<Float> = -1...1, isDifferentiable: Bool = true,
    build: @escaping @Sendable (CaseBuilder) -> [Tensor]
  ) {
    self.name = name
    self.range = range
    self.isDifferentiable = isDifferentiable
    self.build = build
  }

  public var description: String { name }

  /// A row whose results are this row's gradients: checking its gradients checks the second
  /// derivatives.
  public var derivative: OperationCase {
    OperationCase("gradients of \(name)", range: range) { builder in
      let results = build(builder)
      return OperationCase.loss(results, builder.graph).gradients(builder.variables)
    }
  }

  /// The operations of the row itself, without its gradients.
  public var operations: [Op] { trial(withGradients: false).graph.nodes.map(\.op) }

  /// The row's graph with its results as outputs `y0`, `y1`, ... and the gradients of a weighted
  /// sum of them as `d0`, `d1`, ...
  public func trial(withGradients: Bool) -> Trial {
    let graph = GraphBuilder()
    let builder = CaseBuilder(graph, range: range)
    let results = build(builder)
    for (index, result) in results.enumerated() { graph.output("y\(index)", result) }
    if withGradients && isDifferentiable {
      let loss = OperationCase.loss(results, graph)
      for (index, gradient) in loss.gradients(builder.variables).enumerated() {
        graph.output("d\(index)", gradient)
      }
    }
    return Trial(
      name, graph: graph.graph(), parameters: builder.parameters, inputs: builder.inputs)
  }

  /// A weighted sum with weights from a formula, so that every element counts differently.
  static func loss(_ results: [Tensor], _ graph: GraphBuilder) -> Tensor {
    results.enumerated().map { index, result in
      let weights = Formula.values(result.shape.count, seed: 100 + index, in: 0.5...1.5)
      return (result * graph.literal(weights, result.shape)).sum()
    }.reduce(graph.constant(0, [1]), +)
  }
}
