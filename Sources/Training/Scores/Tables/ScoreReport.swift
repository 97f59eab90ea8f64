/// Scores of a model beside those of a reference.
public struct ScoreReport: Sendable {
  /// Both predictors at one lead time, or over all.
  public struct Row: Sendable, Hashable {
    /// Frames ahead, from 1; nil for the total.
    public var lead: Int?
    /// The model's scores.
    public var model: Scores
    /// The reference's scores on the same pixels.
    public var reference: Scores

    /// 1 - MSE / MSE(reference); nil if the reference makes no error.
    public var skill: Double? { model.skill(against: reference) }
  }

  /// A 95 % bootstrap interval.
  public typealias Interval = ScoreInterval

  /// What was computed, by whose convention.
  public var options: ScoreOptions
  /// Cases (input windows with their predictions).
  public var caseCount: Int
  /// Pixels that were compared, and those that were missing.
  public var pixels: ScoreTable.PixelCount
  /// By lead time, the nearest first.
  public var leads: [Row]
  /// Errors over all frames together; event scores as the convention sums them up.
  public var total: Row
  /// Of the model's total; none with fewer than two independent groups of cases.
  public var modelIntervals: [ScoreKind: ScoreInterval]
  /// Of the reference's total.
  public var referenceIntervals: [ScoreKind: ScoreInterval]
  /// 1 - MSE / MSE(reference) over everything; nil if the reference makes no error.
  public var skill: Double?
  /// Nil with fewer than two independent groups of cases.
  public var interval: Interval?
}
