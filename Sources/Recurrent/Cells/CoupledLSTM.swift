import ForeframeTensorGraph

/// Long short-term memory with coupled gates: what is forgotten makes room for what is new
/// (Greff et al., "LSTM: a search space odyssey", 2017: CIFG).
///
///     f, g, o = Wx x + Wh h + b
///     c' = σ(f) ∘ c + (1 - σ(f)) ∘ tanh(g)
///     h' = σ(o) ∘ tanh(c')
public struct CoupledLSTM: Cell {
  public let hiddenSize: Int
  let input: Linear
  let hidden: Linear

  public init(_ scope: ParameterScope, inputs: Int, hidden size: Int) {
    hiddenSize = size
    input = Linear(
      scope.scope("input"), inputs: inputs, outputs: 3 * size,
      bias: .part(0, of: 3, value: 1), fanIn: size)
    hidden = Linear(scope.scope("hidden"), inputs: size, outputs: 3 * size, bias: nil)
  }

  public func project(_ x: Tensor) -> Tensor { input(x) }
  public func projectNothing() -> Tensor { input.projectNothing() }

  public func step(_ a: Tensor, _ s: MemoryState) -> MemoryState {
    let gate = (a + hidden(s.h)).chunks(3, axis: -1)
    let f = sigmoid(gate[0])
    let g = tanh(gate[1])
    let o = sigmoid(gate[2])
    let c = f * s.c + (1 - f) * g
    return MemoryState(h: o * tanh(c), c: c)
  }
}
