/// What the fractions skill score (Roberts and Lean 2008) is made of: sums over pixels and frames of
/// the squared shares of events in a window, and of their product.
public struct FractionsSums: Sendable, Hashable {
  /// Σ P², P: share of the forecast.
  public var prediction = 0.0
  /// Σ O², O: share of the truth.
  public var truth = 0.0
  /// Σ P O.
  public var product = 0.0

  public init() {}

  init(prediction: Double, truth: Double, product: Double) {
    self.prediction = prediction
    self.truth = truth
    self.product = product
  }

  /// 1 - Σ(P - O)² / (Σ P² + Σ O²): 1 at best, 0 without any overlap; nil if there was no event.
  /// Sums of several frames are added up before the division.
  public var score: Double? {
    let whole = prediction + truth
    return whole > 0 ? 1 - (prediction - 2 * product + truth) / whole : nil
  }

  public static func += (sum: inout FractionsSums, other: FractionsSums) {
    sum.prediction += other.prediction
    sum.truth += other.truth
    sum.product += other.product
  }
}
