import ForeframeFiles

/// The skill of a model against a reference, 1 - MSE / MSE(reference), and how sure it is.
enum SkillBootstrap {
  /// The skill over all cases; nil if the reference makes no error.
  static func skill(_ cases: [ScoreAccumulator.Case]) -> Double? {
    let model = cases.reduce(0) { $0 + $1.modelError }
    let reference = cases.reduce(0) { $0 + $1.referenceError }
    return reference > 0 ? 1 - model / reference : nil
  }

  /// The 95 % percentile interval over resampled groups of cases; nil with fewer than two groups.
  static func interval(
    _ cases: [ScoreAccumulator.Case], resamples: Int, seed: UInt64
  ) -> ScoreReport.Interval? {
    let groups = sums(cases)
    guard resamples > 0, groups.count > 1 else { return nil }
    var random = SeededRandom(seed: seed)
    var skills: [Double] = []
    skills.reserveCapacity(resamples)
    for _ in 0..<resamples {
      var (model, reference) = (0.0, 0.0)
      for _ in groups {
        let group = groups[random.below(groups.count)]
        model += group.model
        reference += group.reference
      }
      if reference > 0 { skills.append(1 - model / reference) }
    }
    guard !skills.isEmpty else { return nil }
    skills.sort()
    return ScoreReport.Interval(
      low: quantile(skills, 0.025), high: quantile(skills, 0.975), groups: groups.count,
      resamples: resamples)
  }

  /// Errors by group, in the order in which groups first appear.
  private static func sums(
    _ cases: [ScoreAccumulator.Case]
  ) -> [(model: Double, reference: Double)] {
    var places: [Int: Int] = [:]
    var sums: [(model: Double, reference: Double)] = []
    for one in cases where one.values > 0 {
      if let place = places[one.group] {
        sums[place].model += one.modelError
        sums[place].reference += one.referenceError
      } else {
        places[one.group] = sums.count
        sums.append((one.modelError, one.referenceError))
      }
    }
    return sums
  }

  /// Between neighbours by straight line, as NumPy does by default.
  private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let index = Int(place)
    let next = min(index + 1, sorted.count - 1)
    return sorted[index] + (place - Double(index)) * (sorted[next] - sorted[index])
  }
}
