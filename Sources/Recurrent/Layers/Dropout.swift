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

/// Dropout of a sequence, with one mask for all of its time steps (Gal & Ghahramani, 2016).
///
/// - Parameters:
///   - timeSteps: at least one tensor, all of one shape.
///   - seed: [3]; nil drops nothing.
public func dropout(sequence timeSteps: [Tensor], rate: Float, seed: Tensor?) -> [Tensor] {
  guard let seed, rate > 0 else { return timeSteps }
  let mask = dropoutMask(timeSteps[0].shape, rate: rate, seed: seed)
  return timeSteps.map { $0 * mask }
}

/// 0 with the chance `rate`, otherwise 1 / (1 - rate): what dropout multiplies by.
///
/// - Parameter seed: [3], as for ``TensorGraph/GraphBuilder/random(_:_:seed:)``.
public func dropoutMask(_ shape: Shape, rate: Float, seed: Tensor) -> Tensor {
  precondition((0..<1).contains(rate), "dropout of \(rate)")
  let chance = seed.builder.random(.uniform, shape, seed: seed)
  return (1 - less(chance, chance.filled(rate))) * (1 / (1 - rate))
}
