import ForeframeTensorGraph

/// The simple recurrent cell (Elman, "Finding structure in time", 1990).
///
///     h' = tanh(Wx x + Wh h + b)
public struct RNN: Cell {
  public let hiddenSize: Int
  let input: Linear
  let hidden: Linear

  public init(_ scope: ParameterScope, inputs: Int, hidden size: Int) {
    hiddenSize = size
    input = Linear(
      scope.scope("input"), inputs: inputs, outputs: size, bias: .zeros, fanIn: size)
    hidden = Linear(scope.scope("hidden"), inputs: size, outputs: size, bias: nil)
  }

  public func project(_ x: Tensor) -> Tensor { input(x) }
  public func projectNothing() -> Tensor { input.projectNothing() }

  public func step(_ a: Tensor, _ s: HiddenState) -> HiddenState {
    HiddenState(h: tanh(a + hidden(s.h)))
  }
}
