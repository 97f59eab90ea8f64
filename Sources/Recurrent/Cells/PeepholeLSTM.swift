import ForeframeTensorGraph

/// Long short-term memory whose gates see the cell state (Gers & Schmidhuber, "Recurrent nets
/// that time and count", 2000).
///
///     i, f, g, o = Wx x + Wh h + b
///     c' = σ(f + pf ∘ c) ∘ c + σ(i + pi ∘ c) ∘ tanh(g)
///     h' = σ(o + po ∘ c') ∘ tanh(c')
public struct PeepholeLSTM: Cell {
  public let hiddenSize: Int
  let input: Linear
  let hidden: Linear
  /// [1, hidden]: pi, pf, po.
  let peephole: [Tensor]

  public init(_ scope: ParameterScope, inputs: Int, hidden size: Int) {
    hiddenSize = size
    input = Linear(
      scope.scope("input"), inputs: inputs, outputs: 4 * size,
      bias: .part(1, of: 4, value: 1), fanIn: size)
    hidden = Linear(scope.scope("hidden"), inputs: size, outputs: 4 * size, bias: nil)
    peephole = scope.parameter("peephole", [3, size], .zeros).chunks(3, axis: 0)
  }

  public func project(_ x: Tensor) -> Tensor { input(x) }
  public func projectNothing() -> Tensor { input.projectNothing() }

  public func step(_ a: Tensor, _ s: MemoryState) -> MemoryState {
    let gate = (a + hidden(s.h)).chunks(4, axis: -1)
    let i = sigmoid(gate[0] + peephole[0] * s.c)
    let f = sigmoid(gate[1] + peephole[1] * s.c)
    let c = f * s.c + i * tanh(gate[2])
    let o = sigmoid(gate[3] + peephole[2] * c)
    return MemoryState(h: o * tanh(c), c: c)
  }
}
