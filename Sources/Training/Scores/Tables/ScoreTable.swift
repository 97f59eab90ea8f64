/// Scores of several forecasts of the same cases, on the same pixels.
public struct ScoreTable: Sendable {
  /// One forecast.
  public struct Row: Sendable, Hashable {
    /// By lead time, the nearest first.
    public var leads: [Scores]
    /// Errors over all frames together; event scores as the convention sums them up.
    public var total: Scores
    /// 95 % bootstrap intervals of the total; none with fewer than two independent groups of cases.
    public var intervals: [ScoreKind: ScoreInterval]
    /// Summed over everything.
    var squaredError: Double
  }

  /// Pixels of all true frames: each pixel of each lead time of each case.
  public struct PixelCount: Sendable, Hashable {
    public var all = 0
    /// Missing in the truth or in a forecast.
    public var missing = 0

    /// Errors are of so many.
    public var compared: Int { all - missing }
  }

  /// What was computed, by whose convention.
  public var options: ScoreOptions
  /// Cases (input windows with their predictions).
  public var caseCount: Int
  public var pixels: PixelCount
  /// In the order in which the forecasts were given.
  public var rows: [Row]
  /// Independent groups of cases, of which something was observed.
  public var groups: Int
  /// By case, then by forecast: squared errors, summed over all that was compared.
  let caseErrors: [[Double]]
  private let bootstrap: ScoreBootstrap

  init(
    options: ScoreOptions, caseCount: Int, pixels: PixelCount, rows: [Row],
    caseErrors: [[Double]], bootstrap: ScoreBootstrap
  ) {
    self.options = options
    self.caseCount = caseCount
    self.pixels = pixels
    self.rows = rows
    self.caseErrors = caseErrors
    groups = bootstrap.groups
    self.bootstrap = bootstrap
  }

  /// 1 - MSE / MSE of another forecast, over everything; nil if the other makes no error.
  public func skill(of row: Int, against other: Int) -> Double? {
    let reference = rows[other].squaredError
    return reference > 0 ? 1 - rows[row].squaredError / reference : nil
  }

  /// The 95 % bootstrap interval of the skill; nil with fewer than two independent groups of cases.
  public func skillInterval(of row: Int, against other: Int) -> ScoreInterval? {
    bootstrap.skillInterval(of: row, against: other)
  }

  func differenceInterval(_ kind: ScoreKind, of row: Int, against other: Int) -> ScoreInterval? {
    bootstrap.differenceInterval(kind, of: row, against: other)
  }

  /// Two of the forecasts side by side.
  public func report(model: Int, reference: Int) -> ScoreReport {
    let (one, other) = (rows[model], rows[reference])
    return ScoreReport(
      options: options, caseCount: caseCount, pixels: pixels,
      leads: zip(one.leads, other.leads).enumerated().map { index, pair in
        ScoreReport.Row(lead: index + 1, model: pair.0, reference: pair.1)
      },
      total: ScoreReport.Row(lead: nil, model: one.total, reference: other.total),
      modelIntervals: one.intervals, referenceIntervals: other.intervals,
      skill: skill(of: model, against: reference),
      interval: skillInterval(of: model, against: reference))
  }
}
