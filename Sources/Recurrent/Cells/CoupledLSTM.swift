import ForeframeTensorGraph

/// Long short-term memory with coupled gates: what is forgotten makes room for what is new
/// (Greff et al., "LSTM: a search space odyssey", 2017: CIFG).
///
///     f, g, o = Wx x + Wh h + b
///     c' = σ(f) ∘ c + (1 - σ(f)) ∘ tanh(g)
///     h' = σ(o) ∘ tanh(c')
///
/// Neither PyTorch nor Keras has it; `start` is what they do for an LSTM.
public struct CoupledLSTM: StateDropping {
  public let hiddenSize: Int
  let input: Linear
  var hidden: any LinearMap

  public init(
    _ scope: ParameterScope, inputs: Int, hidden size: Int, start: CellInitialisation = .standard
  ) {
    hiddenSize = size
    input = start.inputMap(scope, inputs: inputs, gates: 3, hidden: size, forget: 0)
    hidden = start.hiddenMap(scope, gates: 3, hidden: size)
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

  public func hiding(_ mask: Tensor) -> CoupledLSTM {
    var cell = self
    cell.hidden = MaskedMap(hidden, mask)
    return cell
  }
}
