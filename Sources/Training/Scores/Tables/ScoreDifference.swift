/// Two forecasts of the same cases, one instead of the other.
public struct ScoreDifference: Sendable, Hashable {
  /// A score's difference, and how sure it is.
  public struct Value: Sendable, Hashable {
    public var kind: ScoreKind
    /// The score of the one minus that of the other.
    public var difference: Double
    /// 95 % bootstrap interval over groups of cases, the same groups for both forecasts; nil with fewer
    /// than two groups.
    public var interval: ScoreInterval?
  }

  /// Those of the scores that both have.
  public var values: [Value]
  /// Cases with a smaller squared error, with a larger one, and those that were compared.
  public var better: Int
  public var worse: Int
  public var cases: Int

  /// The difference of a score; nil if one of the forecasts does not have it.
  public subscript(kind: ScoreKind) -> Value? { values.first { $0.kind == kind } }
}

extension ScoreTable {
  /// A forecast instead of another one, by all scores.
  public func difference(of row: Int, against other: Int) -> ScoreDifference {
    let (one, base) = (rows[row].total, rows[other].total)
    let values: [ScoreDifference.Value] = options.kinds.compactMap { kind in
      guard let value = one[kind], let reference = base[kind] else { return nil }
      return ScoreDifference.Value(
        kind: kind, difference: value - reference,
        interval: differenceInterval(kind, of: row, against: other))
    }
    return ScoreDifference(
      values: values, better: caseErrors.count { $0[row] < $0[other] },
      worse: caseErrors.count { $0[row] > $0[other] }, cases: caseErrors.count)
  }
}
