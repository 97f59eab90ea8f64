import ForeframeTensorGraph

/// ConvLSTM without peepholes (Shi et al., "Convolutional LSTM network", 2015, eq. 3 without the
/// terms Wc).
///
///     i, f, g, o = Wx * x + Wh * h + b
///     c' = σ(f) ∘ c + σ(i) ∘ tanh(g)
///     h' = σ(o) ∘ tanh(c')
///
/// Defaults elsewhere: PyTorch has no such cell; `keras.layers.ConvLSTM2D` starts Wx by Glorot's rule,
/// Wh orthogonal, the forget gate's bias at 1 and the others at 0. Here both filters start uniformly in
/// ±1 / √(inputs of a sum), and biases as in Keras.
public struct ConvLSTM: ConvolutionalCell {
  public let hiddenSize: Int
  let gates: ConvolutionalGates

  public init(_ scope: ParameterScope, _ size: ConvolutionalSize) {
    hiddenSize = size.hidden
    gates = size.gates(scope, 4, bias: .part(1, of: 4, value: 1))
  }

  public func project(_ x: Tensor) -> Tensor { gates.project(x) }
  public func projectNothing() -> Tensor { gates.projectNothing() }

  public var fusesInputAndState: Bool { gates.canJoin }

  public func step(_ a: Tensor, _ s: MemoryState) -> MemoryState {
    update(a + gates.hidden(s.h), s)
  }

  public func step(input x: Tensor, _ s: MemoryState) -> MemoryState {
    update(gates.joint(x, s.h), s)
  }

  private func update(_ sums: Tensor, _ s: MemoryState) -> MemoryState {
    let gate = sums.chunks(4, axis: -1)
    let i = sigmoid(gate[0])
    let f = sigmoid(gate[1])
    let g = tanh(gate[2])
    let o = sigmoid(gate[3])
    let c = f * s.c + i * g
    return MemoryState(h: o * tanh(c), c: c)
  }
}
