import ForeframeTensorGraph

/// Long short-term memory without peepholes (Gers et al., "Learning to forget", 2000).
///
///     i, f, g, o = Wx x + Wh h + b
///     c' = σ(f) ∘ c + σ(i) ∘ tanh(g)
///     h' = σ(o) ∘ tanh(c')
///
/// Defaults elsewhere: `nn.LSTM` starts all parameters uniformly in ±1 / √hidden, with two biases,
/// and so has no forget gate that begins open; `keras.layers.LSTM` starts Wx by Glorot's rule, Wh
/// orthogonal, the forget gate's bias at 1 and the others at 0.
public struct LSTM: StateDropping {
  public let hiddenSize: Int
  let input: Linear
  var hidden: any LinearMap

  public init(
    _ scope: ParameterScope, inputs: Int, hidden size: Int, start: CellInitialisation = .standard
  ) {
    hiddenSize = size
    input = start.inputMap(scope, inputs: inputs, gates: 4, hidden: size, forget: 1)
    hidden = start.hiddenMap(scope, gates: 4, hidden: size)
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

  public func hiding(_ mask: Tensor) -> LSTM {
    var cell = self
    cell.hidden = MaskedMap(hidden, mask)
    return cell
  }
}
