import ForeframeTraining

/// Which cases a report shows.
struct CaseChoice {
  /// For people.
  var title: String
  /// Number of the case.
  var index: Int
  /// What it was ranked by.
  var score: Double

  /// The rule in words.
  static let rule =
    "cases ranked by skill (1 - squared error / squared error of the reference, over all lead "
    + "times); the first, the middle (the better one of two) and the last"

  /// The best, the median and the worst case; fewer if there are fewer. Cases in which the reference
  /// makes no error have no skill and are not ranked, unless there are no others.
  static func choose(_ cases: [ScoreAccumulator.Case]) -> [CaseChoice] {
    var ranked = cases.indices.compactMap { index in
      cases[index].skill.map { (index: index, score: $0) }
    }
    if ranked.isEmpty {
      ranked = cases.indices.compactMap { index in
        cases[index].mse.map { (index: index, score: -$0) }
      }
    }
    // Stable, so that the same cases are shown again.
    ranked.sort { $0.score == $1.score ? $0.index < $1.index : $0.score > $1.score }
    guard !ranked.isEmpty else { return [] }
    let places: [(String, Int)] =
      switch ranked.count {
      case 1: [("The only case", 0)]
      case 2: [("Best case", 0), ("Worst case", 1)]
      default:
        [
          ("Best case", 0), ("Median case", (ranked.count - 1) / 2),
          ("Worst case", ranked.count - 1),
        ]
      }
    return places.map { CaseChoice(title: $0, index: ranked[$1].index, score: ranked[$1].score) }
  }
}
