import ForeframeTensorGraph

/// Normalises the last axis of every row and scales the result (Ba et al., "Layer
/// normalization", 2016).
public struct LayerNormalisation {
  let scale: Tensor
  /// nil where something else is added afterwards that would make it superfluous.
  let shift: Tensor?
  let epsilon: Float

  /// - Parameter shifts: whether a learned vector is added to the result.
  public init(
    _ scope: ParameterScope, channels: Int, epsilon: Float = 1e-5, shifts: Bool = true
  ) {
    self.epsilon = epsilon
    scale = scope.parameter("scale", [channels], .ones)
    shift = shifts ? scope.parameter("shift", [channels], .zeros) : nil
  }

  /// x [..., C]
  public func callAsFunction(_ x: Tensor) -> Tensor {
    let axis = x.shape.rank - 1
    var affine = Shape([Int](repeating: 1, count: x.shape.rank))
    affine[axis] = x.shape[axis]
    let centred = x - x.mean([axis])
    let variance = (centred * centred).mean([axis])
    let scaled = centred / sqrt(variance + epsilon) * scale.reshaped(affine)
    return shift.map { scaled + $0.reshaped(affine) } ?? scaled
  }
}
