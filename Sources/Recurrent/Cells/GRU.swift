import ForeframeTensorGraph

/// Gated recurrent unit (Cho et al., 2014), with the reset gate applied after the product with
/// the hidden state, as in cuDNN and PyTorch.
///
///     r, z, n = Wx x + b          u_r, u_z, u_n = Wh h
///     h' = (1 - z') ∘ tanh(n + r' ∘ (u_n + bn)) + z' ∘ h
///     with r' = σ(r + u_r), z' = σ(z + u_z)
///
/// Defaults elsewhere: `nn.GRU` starts all parameters uniformly in ±1 / √hidden, with two biases;
/// `keras.layers.GRU` (`reset_after`) starts Wx by Glorot's rule, Wh orthogonal, both biases at 0.
public struct GRU: StateDropping {
  public let hiddenSize: Int
  let input: Linear
  var hidden: any LinearMap
  /// [1, hidden]
  let newBias: Tensor

  public init(
    _ scope: ParameterScope, inputs: Int, hidden size: Int, start: CellInitialisation = .standard
  ) {
    hiddenSize = size
    input = start.inputMap(scope, inputs: inputs, gates: 3, hidden: size)
    hidden = start.hiddenMap(scope, gates: 3, hidden: size)
    newBias = scope.parameter(
      "hidden.new_bias", [1, size], start.biases(gates: 3, hidden: size))
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

  public func hiding(_ mask: Tensor) -> GRU {
    var cell = self
    cell.hidden = MaskedMap(hidden, mask)
    return cell
  }
}
