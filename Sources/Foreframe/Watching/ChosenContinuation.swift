import ForeframeFrames

/// Forecasts by whichever forecaster is best on the last frames.
///
/// The choice is made again at a frame if at least as much time has passed since the last choice as
/// that took: where frames come faster than that, forecasts go on by the last choice, so that choosing
/// takes at most half of the time. A sequence that has begun anew is a new choice.
public final class ChosenContinuation: SequenceContinuation {
  private let auto: AutoForecaster
  private let noData: Int?
  private let isSharp: Bool
  private let wanted: Int
  private var choice: Choice?

  private struct Choice {
    let forecaster: any Forecaster
    let selection: Selection
    /// When it was made, and how long that took.
    let end: ContinuousClock.Instant
    let duration: Duration
    /// Frames that there were.
    let count: Int
  }

  /// - Parameter inputs: frames that each forecaster reads; nil: the usual number.
  public init(
    _ auto: AutoForecaster, inputs: Int? = nil, noData: Int? = nil, isSharp: Bool = false
  ) {
    self.auto = auto
    self.noData = noData
    self.isSharp = isSharp
    wanted = inputs ?? auto.inputs
  }

  public var reads: Int { wanted + AutoForecaster.moreFrames }
  public var horizon: Int { auto.horizon }
  public var trainedOn: FramesProvenance? { auto.trainedOn }

  public func forecast(
    _ frames: [WatchedFrame], horizon: Int, progress: ForecastProgress
  ) throws -> ContinuedForecast {
    let read = frames.suffix(reads).map(\.frame)
    // As in `predict`: a look at what is missing comes first.
    let observed = try ObservedFrames(Array(read.suffix(wanted)), noData: noData).frames
    let choice = try choose(read, horizon: horizon, progress)
    return ContinuedForecast(
      frames: try choice.forecaster.forecast(
        observed, horizon: horizon, noData: noData, progress: progress),
      model: choice.forecaster.name, inputs: observed.count, selection: choice.selection)
  }

  public func forget() { choice = nil }

  private func choose(
    _ read: [Frame], horizon: Int, _ progress: ForecastProgress
  ) throws -> Choice {
    let start = ContinuousClock.now
    if let choice, read.count >= choice.count,
      choice.end.duration(to: start) < choice.duration
    {
      return choice
    }
    let (forecaster, selection) = try auto.select(
      read, reading: wanted, horizon: horizon, noData: noData, progress: progress.silent)
    let end = ContinuousClock.now
    let made = Choice(
      forecaster: isSharp ? forecaster.sharpened : forecaster, selection: selection, end: end,
      duration: start.duration(to: end), count: read.count)
    choice = made
    return made
  }
}
