import ForeframeFrames

extension Forecaster {
  /// The frames after `observed`, which follow each other in time; all are read.
  ///
  /// Frames may have any size, colour type and bit depth. What comes out has the format of the last
  /// frame; see `FrameEncoding.decode`. For one frame at a time see ``StreamingForecaster``.
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
    if observed.isEmpty { throw ForecastError.noFrames }
    return try frames(
      after: observed, horizon: horizon ?? self.horizon, noData: noData, progress: progress)
  }

  public func frames(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress
  ) throws -> [Frame] {
    guard let last = observed.last else { throw ForecastError.noFrames }
    let converter = try FrameConverter(self, like: last, noData: noData)
    let batch = try FrameBatch(steps: observed.count, count: 1) { step, _ in
      try progress.check()
      return try converter.image(observed[step])
    }
    let forecast = try forecast(batch, horizon: horizon, progress: progress)
    return try (0..<horizon).map { step in
      try progress.check()
      return try converter.frame(forecast, step: step, like: last)
    }
  }
}
