import ForeframeTensorGraph

/// Sets a share of the numbers to zero and scales the others up (Srivastava et al., 2014).
///
/// - Parameter seed: [3], as for ``TensorGraph/GraphBuilder/random(_:_:seed:)``.
public func dropout(_ x: Tensor, rate: Float, seed: Tensor) -> Tensor {
  precondition((0..<1).contains(rate), "dropout of \(rate)")
  if rate == 0 { return x }
  let chance = x.builder.random(.uniform, x.shape, seed: seed)
  let kept = 1 - less(chance, x.filled(rate))
  return x * kept * (1 / (1 - rate))
}
