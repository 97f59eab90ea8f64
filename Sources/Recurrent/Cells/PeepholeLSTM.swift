import ForeframeTensorGraph

/// Long short-term memory whose gates see the cell state (Gers & Schmidhuber, "Recurrent nets
/// that time and count", 2000).
///
///     i, f, g, o = Wx x + Wh h + b
///     c' = σ(f + pf ∘ c) ∘ c + σ(i + pi ∘ c) ∘ tanh(g)
///     h' = σ(o + po ∘ c') ∘ tanh(c')
///
/// Neither PyTorch nor Keras has it; `start` is what they do for an LSTM. Peepholes begin at 0.
public struct PeepholeLSTM: StateDropping {
  public let hiddenSize: Int
  let input: Linear
  var hidden: any LinearMap
  /// [1, hidden]: pi, pf, po.
  let peephole: [Tensor]

  public init(
    _ scope: ParameterScope, inputs: Int, hidden size: Int, start: CellInitialisation = .standard
  ) {
    hiddenSize = size
    input = start.inputMap(scope, inputs: inputs, gates: 4, hidden: size, forget: 1)
    hidden = start.hiddenMap(scope, gates: 4, hidden: size)
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

  public func hiding(_ mask: Tensor) -> PeepholeLSTM {
    var cell = self
    cell.hidden = MaskedMap(hidden, mask)
    return cell
  }
}
