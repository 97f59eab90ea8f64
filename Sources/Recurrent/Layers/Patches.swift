import ForeframeTensorGraph

/// Space to depth: [N, H, W, C] -> [N, H / p, W / p, p·p·C], ordered by row in the patch, column
/// in the patch, channel (as OpenSTL).
public func patches(_ x: Tensor, side p: Int) -> Tensor {
  if p == 1 { return x }
  let s = x.shape
  precondition(s[1] % p == 0 && s[2] % p == 0, "frames of \(s[1]) x \(s[2]) in patches of \(p)")
  return x.reshaped([s[0], s[1] / p, p, s[2] / p, p, s[3]]).permuted([0, 1, 3, 2, 4, 5])
    .reshaped([s[0], s[1] / p, s[2] / p, p * p * s[3]])
}

/// Depth to space, the inverse of ``patches(_:side:)``.
public func frames(fromPatches x: Tensor, side p: Int) -> Tensor {
  if p == 1 { return x }
  let s = x.shape
  let channels = s[3] / (p * p)
  return x.reshaped([s[0], s[1], s[2], p, p, channels]).permuted([0, 1, 3, 2, 4, 5])
    .reshaped([s[0], s[1] * p, s[2] * p, channels])
}
