import ForeframeTensorGraph

/// Convolutional gated recurrent unit (Ballas et al., "Delving deeper into convolutional networks
/// for learning video representations", 2016), with the reset gate applied after the
/// convolution of the hidden state.
///
///     r, z, n = Wx * x + b          u_r, u_z, u_n = Wh * h
///     h' = (1 - z') ∘ tanh(n + r' ∘ (u_n + bn)) + z' ∘ h
///     with r' = σ(r + u_r), z' = σ(z + u_z)
///
/// Neither PyTorch nor Keras has it. Filters start as those of ``ConvLSTM``, biases at 0.
public struct ConvGRU: ConvolutionalCell {
  public let hiddenSize: Int
  let gates: ConvolutionalGates
  /// [1, 1, 1, hidden]
  let newBias: Tensor?

  public init(_ scope: ParameterScope, _ size: ConvolutionalSize) {
    hiddenSize = size.hidden
    gates = size.gates(scope, 3, bias: .zeros)
    newBias =
      size.hasBias
      ? scope.parameter("hidden.new_bias", [size.hidden], .zeros)
        .reshaped([1, 1, 1, size.hidden]) : nil
  }

  public func project(_ x: Tensor) -> Tensor { gates.project(x) }
  public func projectNothing() -> Tensor { gates.projectNothing() }

  public func step(_ a: Tensor, _ s: HiddenState) -> HiddenState {
    let x = a.chunks(3, axis: -1)
    let u = gates.hidden(s.h).chunks(3, axis: -1)
    let r = sigmoid(x[0] + u[0])
    let z = sigmoid(x[1] + u[1])
    let n = tanh(x[2] + r * (newBias.map { u[2] + $0 } ?? u[2]))
    return HiddenState(h: (1 - z) * n + z * s.h)
  }
}
