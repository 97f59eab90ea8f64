import ForeframeTensorGraph

/// Long short-term memory without peepholes (Gers et al., "Learning to forget", 2000).
///
///     i, f, g, o = Wx x + Wh h + b
///     c' = σ(f) ∘ c + σ(i) ∘ tanh(g)
///     h' = σ(o) ∘ tanh(c')
public struct LSTM: Cell {
  public let hiddenSize: Int
  let input: Linear
  let hidden: Linear

  public init(_ scope: ParameterScope, inputs: Int, hidden size: Int) {
    hiddenSize = size
    input = Linear(
      scope.scope("input"), inputs: inputs, outputs: 4 * size,
      bias: .part(1, of: 4, value: 1), fanIn: size)
    hidden = Linear(scope.scope("hidden"), inputs: size, outputs: 4 * size, bias: nil)
  }

  public func project(_ x: Tensor) -> Tensor { input(x) }
  public func projectNothing() -> Tensor { input.projectNothing() }

  public func step(_ a: Tensor, _ s: MemoryState) -> MemoryState {
    let gate = (a + hidden(s.h)).chunks(4, axis: -1)
    let i = sigmoid(gate[0])
    let f = sigmoid(gate[1])
    let g = tanh(gate[2])
    let o = sigmoid(gate[3])
    let c = f * s.c + i * g
    return MemoryState(h: o * tanh(c), c: c)
  }
}
