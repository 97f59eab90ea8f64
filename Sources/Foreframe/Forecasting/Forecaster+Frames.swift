import ForeframeFiles
import ForeframeFrames

extension Forecaster {
  /// The frames after `observed`, which follow each other in time; all are read.
  ///
  /// Frames may have any size, colour type and bit depth. What comes out has the format of the last
  /// frame; see `FrameEncoding.decode`. A frame that is wholly missing counts as what was last
  /// observed; see ``ObservedFrames``. For one frame at a time see ``StreamingForecaster``.
  ///
  /// - Parameters:
  ///   - horizon: how many, at least 1; nil: as many as the forecaster usually predicts.
  ///   - noData: the sample that marks missing pixels, besides transparency.
  ///   - progress: is told of the progress, and may end the forecast.
  /// - Throws: ``ForecastError``, or the device's errors.
  public func forecast(
    _ observed: [Frame], horizon: Int? = nil, noData: Int? = nil,
    progress: ForecastProgress = ForecastProgress()
  ) throws -> [Frame] {
    try frames(
      after: ObservedFrames(observed, noData: noData).frames, horizon: horizon ?? self.horizon,
      noData: noData, progress: progress)
  }

  /// The frames after `observed`, handed over one by one as they come.
  ///
  /// - Parameters:
  ///   - horizon: how many, at least 1; nil: as many as the forecaster usually predicts.
  ///   - body: takes the next frame; what it throws ends the forecast.
  /// - Throws: ``ForecastError``, or the device's errors.
  public func forecast(
    _ observed: [Frame], horizon: Int? = nil, noData: Int? = nil,
    progress: ForecastProgress = ForecastProgress(), each body: (Frame) throws -> Void
  ) throws {
    try eachFrame(
      after: ObservedFrames(observed, noData: noData).frames, horizon: horizon ?? self.horizon,
      noData: noData, progress: progress, body)
  }

  public func frames(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress
  ) throws -> [Frame] {
    try framesAtOnce(after: observed, horizon: horizon, noData: noData, progress: progress)
  }

  /// The frames after `observed`, from a batch of all of them.
  func framesAtOnce(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress
  ) throws -> [Frame] {
    guard let last = observed.last else { throw ForecastError.noFrames }
    let (converter, batch) = try encoded(observed, noData: noData, progress)
    let forecast = try forecast(batch, horizon: horizon, progress: progress)
    return try (0..<horizon).map { step in
      try progress.check()
      return try converter.frame(forecast, step: step, like: last)
    }
  }

  public func eachFrame(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress,
    _ body: (Frame) throws -> Void
  ) throws {
    let all = try frames(after: observed, horizon: horizon, noData: noData, progress: progress)
    for frame in all { try body(frame) }
  }

  /// Frames as the forecaster reads them, [T, 1, H, W, C], with what turns predictions into frames.
  func encoded(
    _ observed: [Frame], noData: Int?, _ progress: ForecastProgress
  ) throws -> (FrameConverter, FrameBatch) {
    guard let last = observed.last else { throw ForecastError.noFrames }
    let converter = try FrameConverter(self, like: last, noData: noData)
    let numbers = observed.count.multipliedOrLargest(last.format.sampleCount)
    guard Memory.canHold(numbers, of: Float.self) else {
      throw ForecastError.noMemory(bytes: numbers.multipliedOrLargest(4))
    }
    let batch = try FrameBatch(steps: observed.count, count: 1) { step, _ in
      try progress.check()
      return try converter.image(observed[step])
    }
    return (converter, batch)
  }
}
