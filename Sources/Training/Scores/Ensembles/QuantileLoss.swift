/// The quantile loss, also called pinball loss: max(q (o - x), (q - 1) (o - x)) for the quantile x and
/// the observation o (Koenker and Bassett 1978). Twice its mean over all q is the CRPS.
public struct QuantileLoss: Sendable, Hashable {
  /// In 0...1.
  public let quantile: Double

  public init(_ quantile: Double) {
    precondition((0...1).contains(quantile), "the quantile \(quantile)")
    self.quantile = quantile
  }

  /// The loss of one prediction.
  public func callAsFunction(predicted: Double, observed: Double) -> Double {
    let difference = observed - predicted
    return max(quantile * difference, (quantile - 1) * difference)
  }

  /// The mean over the pixels of a frame; those where `mask` is 0, and those with a NaN, do not count.
  /// Nil if none is left.
  public func mean(predicted: [Float], observed: [Float], mask: [Float]? = nil) -> Double? {
    var (sum, count) = (0.0, 0)
    EnsemblePixels.each([predicted], observed, mask) { members, observed in
      sum += self(predicted: Double(members[0]), observed: Double(observed))
      count += 1
    }
    return count > 0 ? sum / Double(count) : nil
  }
}
