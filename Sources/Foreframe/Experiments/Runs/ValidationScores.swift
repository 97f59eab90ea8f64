/// The scores of a validation.
public protocol ValidationScores: Sendable {
  /// Names of the scores, columns of `metrics.csv`.
  static var columns: [String] { get }
  /// Which of them decides what is the best model: the smaller the better. It always has a value.
  static var criterion: String { get }
  /// Charts of the scores over the steps, for the report.
  static var charts: [ScoreChart] { get }
  /// Scores by name, in the order of ``columns``; those that do not exist are left out.
  var values: [(name: String, value: Double)] { get }
  /// The best validation as part of a sentence, such as "Best validation MSE 0.04 at step 100".
  ///
  /// - Parameter score: a score of that validation by name; nil where there is none.
  static func headline(step: Int, _ score: (String) -> Double?) -> String
}

extension ValidationScores {
  public static var charts: [ScoreChart] {
    columns.map { ScoreChart(title: words($0), lines: [(words($0), $0)]) }
  }

  public static func headline(step: Int, _ score: (String) -> Double?) -> String {
    "Best \(words(criterion)) \(DecimalText.significant(score(criterion) ?? .nan)) at step \(step)"
  }

  /// The number that decides which model is the best.
  var criterionValue: Double { values.first { $0.name == Self.criterion }?.value ?? .nan }

  private static func words(_ name: String) -> String {
    name.split(separator: "_").joined(separator: " ")
  }
}

/// Some scores in one chart.
public struct ScoreChart: Sendable {
  public var title: String
  /// For each line what it is called, and the score that it shows.
  public var lines: [(name: String, score: String)]

  public init(title: String, lines: [(name: String, score: String)]) {
    self.title = title
    self.lines = lines
  }
}
