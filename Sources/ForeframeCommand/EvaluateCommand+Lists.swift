import ArgumentParser
import Foreframe
import ForeframeFrames
import ForeframeTraining

/// What options with several values hold.
extension EvaluateCommand {
  func thresholdList() throws -> [Double] {
    try thresholds.map { try NumberList.numbers($0, "--thresholds") } ?? []
  }

  func windowList() throws -> [Int] {
    try NumberList.numbers(windows, "--windows").map { number in
      guard let side = Int(exactly: number), (1...Self.largestWindow).contains(side) else {
        throw ValidationError(
          "--windows: \(DecimalText.brief(number)): a whole number of pixels from 1 to "
            + "\(Self.largestWindow)")
      }
      return side
    }
  }

  func wavelengthList() throws -> [Double] {
    try (wavelengths.map { try NumberList.numbers($0, "--wavelengths") } ?? []).map { number in
      guard number >= 2 else {
        throw ValidationError(
          "--wavelengths: \(DecimalText.brief(number)): at least 2 pixels, the shortest that frames "
            + "can hold")
      }
      return number
    }
  }

  func baselineList() throws -> [Baseline] { try Self.baselines(baselines) }

  /// The baselines of a list, as `--baselines` takes it.
  static func baselines(_ list: String) throws -> [Baseline] {
    try list.split(separator: ",").map { part in
      guard let baseline = Baseline(rawValue: String(part)) else {
        let names = Baseline.allCases.map(\.rawValue)
        let near = Spelling.suggestion(for: String(part), among: names)
        throw ValidationError(
          "--baselines: '\(part)' is none of \(names.joined(separator: ", "))"
            + (near.map { "; did you mean \($0)?" } ?? ""))
      }
      return baseline
    }
  }

  /// Refuses what is no part of a data set; nil is fine.
  static func checkSplit(_ split: String?) throws {
    if let split, split != Self.everything, Dataset.Split(rawValue: split) == nil {
      let near = Spelling.suggestion(
        for: split, among: Dataset.Split.allCases.map(\.rawValue) + [Self.everything])
      throw ValidationError(
        "--split \(split): train, validation, test or all"
          + (near.map { "; did you mean \($0)?" } ?? ""))
    }
  }

  /// The word for every part of the data.
  private static let everything = "all"

  private static let largestWindow = 100_000
}

extension Baseline: ExpressibleByArgument {}

extension ScoreConvention.Name: ExpressibleByArgument {
  /// "standard" is what the default was called before there were others.
  public init?(argument: String) {
    self.init(rawValue: argument == "standard" ? Self.foreframe.rawValue : argument)
  }
}
