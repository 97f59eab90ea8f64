import ForeframeTensorGraph

/// Normalises the last axis of every row and scales the result (Ba et al., "Layer
/// normalization", 2016).
public struct LayerNormalisation {
  let scale: Tensor
  let shift: Tensor
  let epsilon: Float

  public init(_ scope: ParameterScope, channels: Int, epsilon: Float = 1e-5) {
    self.epsilon = epsilon
    scale = scope.parameter("scale", [channels], .ones)
    shift = scope.parameter("shift", [channels], .zeros)
  }

  /// x [..., C]
  public func callAsFunction(_ x: Tensor) -> Tensor {
    let axis = x.shape.rank - 1
    var affine = Shape([Int](repeating: 1, count: x.shape.rank))
    affine[axis] = x.shape[axis]
    let centred = x - x.mean([axis])
    let variance = (centred * centred).mean([axis])
    return centred / sqrt(variance + epsilon) * scale.reshaped(affine) + shift.reshaped(affine)
  }
}
