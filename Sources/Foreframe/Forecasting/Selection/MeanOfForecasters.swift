import ForeframeFrames

/// The mean of several forecasts. Where they disagree it is smoother than each, and its squared error is
/// at most the mean of theirs.
public struct MeanOfForecasters: Forecaster {
  public let name: String
  private let members: [any Forecaster]

  /// - Parameter members: at least one; those that read frames of any format on its own scale.
  public init(_ members: [any Forecaster], name: String) {
    precondition(!members.isEmpty, "the mean of no forecasts")
    self.members = members
    self.name = name
  }

  /// Half motion, half none: errs less than ``DampedForecaster`` where motion changes its mind.
  static var cautious: MeanOfForecasters {
    MeanOfForecasters(
      [DampedForecaster(), DampedForecaster.fading], name: Baseline.cautious.rawValue)
  }

  public func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    try forecast(
      SharedInputs(inputs), known: 0..<inputs.steps, horizon: horizon, progress: progress)
  }

  public func forecast(
    _ inputs: SharedInputs, known: Range<Int>, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    var sum = try members[0].forecast(
      inputs, known: known, horizon: horizon, progress: progress.share(0, of: members.count))
    for (index, member) in members.enumerated().dropFirst() {
      let forecast = try member.forecast(
        inputs, known: known, horizon: horizon, progress: progress.share(index, of: members.count))
      for place in sum.values.indices { sum.values[place] += forecast.values[place] }
      sum.mask = sum.mask.and(forecast.mask, steps: horizon)
    }
    let share = 1 / Float(members.count)
    for place in sum.values.indices { sum.values[place] *= share }
    return sum
  }
}
