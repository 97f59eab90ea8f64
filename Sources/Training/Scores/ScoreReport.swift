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
    public var skill: Double? {
      guard let mse = model.mse, let other = reference.mse, other > 0 else { return nil }
      return 1 - mse / other
    }
  }

  /// A 95 % bootstrap interval of the skill.
  public struct Interval: Sendable, Hashable {
    /// The 2.5 % quantile.
    public var low: Double
    /// The 97.5 % quantile.
    public var high: Double
    /// Independent groups of cases that were drawn from.
    public var groups: Int
    /// Drawn samples.
    public var resamples: Int
  }

  /// What was computed, by whose convention.
  public var options: ScoreOptions
  /// Cases (input windows with their predictions).
  public var caseCount: Int
  /// By lead time, the nearest first.
  public var leads: [Row]
  /// Errors over all frames together; event scores averaged over lead times.
  public var total: Row
  /// 1 - MSE / MSE(reference) over everything; nil if the reference makes no error.
  public var skill: Double?
  /// Nil with fewer than two independent groups of cases.
  public var interval: Interval?
}
