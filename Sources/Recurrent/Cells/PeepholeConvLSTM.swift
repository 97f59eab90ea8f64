import ForeframeTensorGraph

/// ConvLSTM with peepholes, one weight per channel, as the published parameter counts demand
/// (Shi et al., "Convolutional LSTM network", 2015, eq. 3).
///
///     i, f, g, o = Wx * x + Wh * h + b
///     c' = σ(f + Wcf ∘ c) ∘ c + σ(i + Wci ∘ c) ∘ tanh(g)
///     h' = σ(o + Wco ∘ c') ∘ tanh(c')
///
/// Neither PyTorch nor Keras has it. Filters and biases start as those of ``ConvLSTM``, peepholes at 0.
public struct PeepholeConvLSTM: ConvolutionalCell {
  public let hiddenSize: Int
  let gates: ConvolutionalGates
  /// [1, 1, 1, hidden]: Wci, Wcf, Wco.
  let peephole: [Tensor]

  public init(_ scope: ParameterScope, _ size: ConvolutionalSize) {
    hiddenSize = size.hidden
    gates = size.gates(scope, 4, bias: .part(1, of: 4, value: 1))
    peephole = scope.parameter("peephole", [3, size.hidden], .zeros)
      .reshaped([3, 1, 1, size.hidden]).chunks(3, axis: 0)
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
    let i = sigmoid(gate[0] + peephole[0] * s.c)
    let f = sigmoid(gate[1] + peephole[1] * s.c)
    let c = f * s.c + i * tanh(gate[2])
    let o = sigmoid(gate[3] + peephole[2] * c)
    return MemoryState(h: o * tanh(c), c: c)
  }
}
