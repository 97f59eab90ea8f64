import TensorGraph

/// ConvLSTM without peepholes (Shi et al., "Convolutional LSTM network", 2015, eq. 3 without the
/// terms Wc).
///
///     i, f, g, o = Wx * x + Wh * h + b
///     c' = σ(f) ∘ c + σ(i) ∘ tanh(g)
///     h' = σ(o) ∘ tanh(c')
public struct ConvLSTM: Cell {
  public let hiddenSize: Int
  let input: Convolution?
  let hidden: Convolution
  let bias: Tensor?

  public init(_ scope: ParameterScope, _ size: ConvolutionalSize) {
    hiddenSize = size.hidden
    (input, hidden, bias) = size.maps(scope, gates: 4, bias: .part(1, of: 4, value: 1))
  }

  public func project(_ x: Tensor) -> Tensor { projected(x, input, bias) }
  public func projectNothing() -> Tensor { projectedNothing(hidden, bias) }

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
