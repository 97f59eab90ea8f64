import ForeframeTensorGraph

/// activation(x W + b) on the last axis; leading axes stay, however many there are.
///
/// Defaults elsewhere: `nn.Linear` starts W and b uniformly in ±1 / √inputs; `keras.layers.Dense`
/// starts W by Glorot's rule (uniform) and b at 0. Here W starts as PyTorch's and b at 0.
public struct Dense: LinearMap {
  public let linear: Linear
  public let activation: Activation

  /// - Parameter start: how the weight starts; nil: uniform in ±1 / √inputs.
  public init(
    _ scope: ParameterScope, inputs: Int, outputs: Int, activation: Activation = .linear,
    bias: Initialiser? = .zeros, start: Initialiser? = nil
  ) {
    linear = Linear(scope, inputs: inputs, outputs: outputs, bias: bias, start: start)
    self.activation = activation
  }

  /// x [..., inputs] -> [..., outputs]
  public func callAsFunction(_ x: Tensor) -> Tensor {
    let leading = x.shape.sizes.dropLast()
    let rows = x.reshaped([leading.reduce(1, *), x.shape[x.shape.rank - 1]])
    let y = activation(linear(rows))
    return y.reshaped(Shape(leading + [y.shape[1]]))
  }
}
