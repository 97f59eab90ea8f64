import ForeframeRecurrent
import ForeframeTensorGraph

/// Names the operands of a row, and gives them values from formulas.
public final class CaseBuilder {
  public let graph: GraphBuilder
  let range: ClosedRange<Float>
  /// What gradients are taken by.
  public private(set) var variables: [Tensor] = []
  public private(set) var parameters: [String: [Float]] = [:]
  public private(set) var inputs: [String: [Float]] = [:]

  private var count: Int { parameters.count + inputs.count }

  public init(_ graph: GraphBuilder, range: ClosedRange<Float>) {
    self.graph = graph
    self.range = range
  }

  /// A differentiable operand filled from a formula within the row's range, or one of its own.
  ///
  /// The first one is an input, so that a row runs in the step; the others are parameters, so that
  /// what depends on them alone (packing) runs in the prologue.
  public func variable(_ shape: Shape, in own: ClosedRange<Float>? = nil) -> Tensor {
    variables.isEmpty ? input(shape, in: own) : fill("x\(count)", shape, own ?? range)
  }

  /// A differentiable operand that the host hands in for every run.
  public func input(_ shape: Shape, in own: ClosedRange<Float>? = nil) -> Tensor {
    let name = "x\(count)"
    let tensor = graph.input(name, shape)
    inputs[name] = Formula.values(shape.count, seed: count + 1, in: own ?? range)
    variables.append(tensor)
    return tensor
  }

  /// An operand with given values that is not differentiated.
  public func fixed(_ shape: Shape, _ numbers: [Float]) -> Tensor {
    let name = "x\(count)"
    precondition(numbers.count == shape.count, "\(numbers.count) numbers for \(shape)")
    parameters[name] = numbers
    return graph.parameter(name, shape)
  }

  /// An operand with given values that the host hands in for every run; it is not differentiated.
  public func fixedInput(_ shape: Shape, _ numbers: [Float]) -> Tensor {
    let name = "x\(count)"
    precondition(numbers.count == shape.count, "\(numbers.count) numbers for \(shape)")
    inputs[name] = numbers
    return graph.input(name, shape)
  }

  /// Builds a part of a network; all of its parameters become differentiable operands, filled from
  /// formulas whatever their initialisers say.
  public func network<Part>(_ make: (ParameterScope) -> Part) -> Part {
    let scope = ParameterScope(graph).scope("part\(count)")
    let part = make(scope)
    for specification in scope.registry.specifications {
      _ = fill(specification.name, specification.shape, range)
    }
    return part
  }

  private func fill(_ name: String, _ shape: Shape, _ range: ClosedRange<Float>) -> Tensor {
    let tensor = graph.parameter(name, shape)
    parameters[name] = Formula.values(shape.count, seed: count + 1, in: range)
    variables.append(tensor)
    return tensor
  }
}
