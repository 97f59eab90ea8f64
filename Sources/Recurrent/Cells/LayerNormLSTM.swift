import ForeframeTensorGraph

/// Long short-term memory with layer normalisation (Ba et al., "Layer normalization", 2016,
/// supplement, eq. 20 to 22).
///
///     i, f, g, o = N(Wx x) ∘ αx + N(Wh h) ∘ αh + b
///     c' = σ(f) ∘ c + σ(i) ∘ tanh(g)
///     h' = σ(o) ∘ tanh(N(c') ∘ αc + βc)
///
/// N takes away the mean of a row and divides by its standard deviation; one row is all four gates
/// together, as in the paper. (TensorFlow's old `LayerNormBasicLSTMCell` normalises each gate
/// alone.) The paper has a shift in each of the two normalisations and a bias; their sum is one
/// vector, so here it is one parameter, b. Neither PyTorch nor Keras has the cell; `start` is what
/// they do for an LSTM.
public struct LayerNormLSTM: StateDropping {
  public let hiddenSize: Int
  let input: Linear
  var hidden: any LinearMap
  let inputNorm: LayerNormalisation
  let hiddenNorm: LayerNormalisation
  let cellNorm: LayerNormalisation
  /// [1, 4 · hidden]
  let bias: Tensor

  public init(
    _ scope: ParameterScope, inputs: Int, hidden size: Int, start: CellInitialisation = .standard
  ) {
    hiddenSize = size
    input = Linear(
      scope.scope("input"), inputs: inputs, outputs: 4 * size, bias: nil, fanIn: size,
      start: start.input)
    hidden = start.hiddenMap(scope, gates: 4, hidden: size)
    inputNorm = LayerNormalisation(scope.scope("input.norm"), channels: 4 * size, shifts: false)
    hiddenNorm = LayerNormalisation(scope.scope("hidden.norm"), channels: 4 * size, shifts: false)
    cellNorm = LayerNormalisation(scope.scope("cell.norm"), channels: size)
    bias = scope.parameter(
      "bias", [4 * size], start.biases(gates: 4, hidden: size, forget: 1)
    ).reshaped([1, 4 * size])
  }

  public func project(_ x: Tensor) -> Tensor { inputNorm(input(x)) + bias }
  public func projectNothing() -> Tensor { bias }

  public func step(_ a: Tensor, _ s: MemoryState) -> MemoryState {
    let gate = (a + hiddenNorm(hidden(s.h))).chunks(4, axis: -1)
    let i = sigmoid(gate[0])
    let f = sigmoid(gate[1])
    let g = tanh(gate[2])
    let o = sigmoid(gate[3])
    let c = f * s.c + i * g
    return MemoryState(h: o * tanh(cellNorm(c)), c: c)
  }

  public func hiding(_ mask: Tensor) -> LayerNormLSTM {
    var cell = self
    cell.hidden = MaskedMap(hidden, mask)
    return cell
  }
}
