import ForeframeTensorGraph

/// Gated recurrent unit (Cho et al., 2014), with the reset gate applied after the product with
/// the hidden state, as in cuDNN and PyTorch.
///
///     r, z, n = Wx x + b          u_r, u_z, u_n = Wh h
///     h' = (1 - z') ∘ tanh(n + r' ∘ (u_n + bn)) + z' ∘ h
///     with r' = σ(r + u_r), z' = σ(z + u_z)
public struct GRU: Cell {
  public let hiddenSize: Int
  let input: Linear
  let hidden: Linear
  /// [1, hidden]
  let newBias: Tensor

  public init(_ scope: ParameterScope, inputs: Int, hidden size: Int) {
    hiddenSize = size
    input = Linear(
      scope.scope("input"), inputs: inputs, outputs: 3 * size, bias: .zeros, fanIn: size)
    hidden = Linear(scope.scope("hidden"), inputs: size, outputs: 3 * size, bias: nil)
    newBias = scope.parameter("hidden.new_bias", [1, size], .zeros)
  }

  public func project(_ x: Tensor) -> Tensor { input(x) }
  public func projectNothing() -> Tensor { input.projectNothing() }

  public func step(_ a: Tensor, _ s: HiddenState) -> HiddenState {
    let x = a.chunks(3, axis: -1)
    let u = hidden(s.h).chunks(3, axis: -1)
    let r = sigmoid(x[0] + u[0])
    let z = sigmoid(x[1] + u[1])
    let n = tanh(x[2] + r * (u[2] + newBias))
    return HiddenState(h: (1 - z) * n + z * s.h)
  }
}
