import ForeframeTensorGraph

/// How much an error counts, by the true intensity: rare strong rain more than the usual weak one
/// (Shi et al., "Deep learning for precipitation nowcasting: a benchmark and a new model", 2017).
public struct IntensityWeights: Hashable, Sendable {
  /// Ascending intensities. In a recipe they are samples, until ``scaled(minimum:maximum:)``.
  public let thresholds: [Float]
  /// One more: below the first threshold, from it on, ..., from the last one on.
  public let weights: [Float]

  public init(thresholds: [Float], weights: [Float]) {
    precondition(weights.count == thresholds.count + 1, "\(weights.count) weights")
    self.thresholds = thresholds
    self.weights = weights
  }

  /// The weights of true intensities, element by element.
  func callAsFunction(_ target: Tensor) -> Tensor {
    var result = target.filled(weights[0])
    for (index, threshold) in thresholds.enumerated() {
      let reached = 1 - less(target, target.filled(threshold))
      result = result + reached * (weights[index + 1] - weights[index])
    }
    return result
  }

  /// The same for intensities, where the thresholds are samples.
  ///
  /// - Parameters:
  ///   - minimum: the sample that is the intensity 0.
  ///   - maximum: the sample that is the intensity 1.
  public func scaled(minimum: Float, maximum: Float) -> IntensityWeights {
    IntensityWeights(
      thresholds: thresholds.map { ($0 - minimum) / (maximum - minimum) }, weights: weights)
  }
}
