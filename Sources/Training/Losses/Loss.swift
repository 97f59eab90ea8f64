import ForeframeTensorGraph

/// How far predictions are from the truth, as one number to be made small.
public enum Loss: Hashable, Sendable {
  /// Mean of (p - t)².
  case meanSquared
  /// Mean of |p - t|.
  case meanAbsolute
  /// Quadratic within ±delta, linear outside (Huber 1964).
  case huber(delta: Float)
  /// Mean of -t log σ(p) - (1 - t) log(1 - σ(p)); p are logits.
  case binaryCrossEntropy

  /// The mean over all elements, or over those whose weight is 1.
  ///
  /// - Parameters:
  ///   - prediction: any shape.
  ///   - target: the same shape.
  ///   - weight: broadcastable to it; 0 where nothing was observed. nil counts everything.
  /// - Returns: [1].
  public func callAsFunction(_ prediction: Tensor, _ target: Tensor, weight: Tensor?) -> Tensor {
    let error = elementwise(prediction, target)
    guard let weight else { return error.mean() }
    let counted = weight.broadcast(to: error.shape)
    return (error * counted).sum()
      / ForeframeTensorGraph.maximum(counted.sum(), counted.filled(1, [1]))
  }

  private func elementwise(_ p: Tensor, _ t: Tensor) -> Tensor {
    switch self {
    case .meanSquared:
      let difference = p - t
      return difference * difference
    case .meanAbsolute:
      return abs(p - t)
    case .huber(let delta):
      // The clipped difference c gives c (|d| - c / 2) on both sides of the bend.
      let size = abs(p - t)
      let clipped = minimum(size, size.filled(delta))
      return clipped * (size - clipped * 0.5)
    case .binaryCrossEntropy:
      return ForeframeTensorGraph.maximum(p, p.filled(0)) - p * t + log(1 + exp(-abs(p)))
    }
  }
}
