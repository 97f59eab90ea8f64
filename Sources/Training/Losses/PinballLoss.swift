import ForeframeTensorGraph

/// How far quantiles are from those of the truth (Koenker and Bassett 1978): the mean over levels q and
/// values of max(q (t - x), (q - 1) (t - x)). Its least value has a share q of the truth below each x.
public struct PinballLoss: Hashable, Sendable {
  /// Of the quantiles, within 0 and 1.
  public let levels: [Double]

  public init(levels: [Double]) { self.levels = levels }

  /// The mean over all elements, or over those whose weight is 1.
  ///
  /// - Parameters:
  ///   - quantiles: one tensor for each level.
  ///   - target: of their shape.
  ///   - weight: broadcastable to it; 0 where nothing was observed. nil counts everything.
  /// - Returns: [1].
  public func callAsFunction(_ quantiles: [Tensor], _ target: Tensor, weight: Tensor?) -> Tensor {
    precondition(quantiles.count == levels.count && !levels.isEmpty, "\(quantiles.count) quantiles")
    let losses = zip(quantiles, levels).map { quantile, level in
      let difference = target - quantile
      return maximum(difference * Float(level), difference * Float(level - 1))
    }
    let mean = losses.dropFirst().reduce(losses[0], +) * (1 / Float(levels.count))
    return mean.mean(counting: weight)
  }
}
