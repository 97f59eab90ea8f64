import ForeframeTensorGraph

/// Normalises groups of channels over the grid and scales the result (Wu & He, "Group
/// normalization", 2018). With one group and no grid it is layer normalisation (Ba et al., 2016).
public struct GroupNormalisation {
  let groups: Int
  let scale: Tensor
  let shift: Tensor
  let epsilon: Float

  public init(_ scope: ParameterScope, channels: Int, groups: Int, epsilon: Float = 1e-5) {
    precondition(channels % groups == 0, "\(channels) channels in \(groups) groups")
    self.groups = groups
    self.epsilon = epsilon
    scale = scope.parameter("scale", [channels], .ones)
    shift = scope.parameter("shift", [channels], .zeros)
  }

  /// x [N, ..., C]; mean and variance over everything of one image and group.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    let channels = x.shape[x.shape.rank - 1]
    let images = x.shape[0]
    let pixels = x.shape.count / (images * channels)
    let grouped = x.reshaped([images, pixels, groups, channels / groups])
    let centred = grouped - grouped.mean([1, 3])
    let variance = (centred * centred).mean([1, 3])
    let normal = centred / sqrt(variance + epsilon)
    let affine: Shape = [1, 1, groups, channels / groups]
    return (normal * scale.reshaped(affine) + shift.reshaped(affine)).reshaped(x.shape)
  }
}
