import ForeframeTensorGraph

/// Multiplicative long short-term memory (Krause et al., "Multiplicative LSTM for sequence
/// modelling", 2016, eq. 12 to 18): every input has a transition of its own between hidden states.
///
///     m = (Wmx x) ∘ (Wmh h)
///     i, f, g, o = Wx x + Wm m + b
///     c' = σ(f) ∘ c + σ(i) ∘ tanh(g)
///     h' = σ(o) ∘ tanh(c')
///
/// Wmx and Wx are one weight, `input.weight` [inputs, 5 · hidden], with the columns of m first, so
/// that the projection of all inputs is one product. Neither PyTorch nor Keras has it; `start` is
/// what they do for an LSTM.
public struct MultiplicativeLSTM: StateDropping {
  public let hiddenSize: Int
  /// [inputs, 5 · hidden]: m, i, f, g, o.
  let input: Tensor
  /// [1, 4 · hidden]: i, f, g, o.
  let bias: Tensor
  /// Wmh.
  var factor: any LinearMap
  /// Wm.
  let hidden: Linear

  public init(
    _ scope: ParameterScope, inputs: Int, hidden size: Int, start: CellInitialisation = .standard
  ) {
    hiddenSize = size
    let bound = 1 / Float(size).squareRoot()
    input = scope.parameter(
      "input.weight", [inputs, 5 * size], start.input ?? .uniform(bound: bound))
    bias = scope.parameter(
      "input.bias", [4 * size], start.biases(gates: 4, hidden: size, forget: 1)
    ).reshaped([1, 4 * size])
    factor = Linear(
      scope.scope("factor"), inputs: size, outputs: size, bias: nil, start: start.hidden)
    hidden = start.hiddenMap(scope, gates: 4, hidden: size)
  }

  public func project(_ x: Tensor) -> Tensor { x.matmul(input) + paddedBias }

  /// Without an input nothing comes through the product: only the bias is left.
  public func projectNothing() -> Tensor { paddedBias }

  /// The bias, after zeros for the columns of m.
  private var paddedBias: Tensor { bias.padded(axis: 1, before: hiddenSize, after: 0) }

  public func step(_ a: Tensor, _ s: MemoryState) -> MemoryState {
    let m = a.slice(axis: -1, start: 0, count: hiddenSize) * factor(s.h)
    let sums = a.slice(axis: -1, start: hiddenSize, count: 4 * hiddenSize) + hidden(m)
    let gate = sums.chunks(4, axis: -1)
    let i = sigmoid(gate[0])
    let f = sigmoid(gate[1])
    let g = tanh(gate[2])
    let o = sigmoid(gate[3])
    let c = f * s.c + i * g
    return MemoryState(h: o * tanh(c), c: c)
  }

  public func hiding(_ mask: Tensor) -> MultiplicativeLSTM {
    var cell = self
    cell.factor = MaskedMap(factor, mask)
    return cell
  }
}
