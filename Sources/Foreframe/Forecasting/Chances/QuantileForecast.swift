import ForeframeFrames

/// A forecast with quantiles: values that the truth stays below with a given chance.
public struct QuantileForecast {
  /// The frames that the forecaster predicts, [K, N, H, W, C].
  public let frames: FrameBatch
  /// Of the quantiles, ascending within 0 and 1.
  public let levels: [Double]
  /// For each level the values [K, N, H, W, C], none larger than that of the next level.
  public let quantiles: [FrameBatch]

  public init(_ frames: FrameBatch, levels: [Double] = [], quantiles: [FrameBatch] = []) {
    precondition(levels.count == quantiles.count, "\(levels.count) levels")
    self.frames = frames
    self.levels = levels
    self.quantiles = quantiles
  }

  /// The same forecast with each of its batches changed.
  func map(_ change: (FrameBatch) throws -> FrameBatch) rethrows -> QuantileForecast {
    QuantileForecast(
      try change(frames), levels: levels, quantiles: try quantiles.map(change))
  }
}

extension Forecaster {
  /// Refuses a forecaster without quantiles.
  ///
  /// - Throws: ``ForecastError/noQuantiles(model:)``.
  public func requireQuantiles() throws(ForecastError) {
    if quantileLevels.isEmpty { throw .noQuantiles(model: name) }
  }

  /// Quantiles of the frames after `observed` as frames of the kind of the last one.
  ///
  /// - Parameters:
  ///   - observed: frames that follow each other in time.
  ///   - horizon: how many are predicted.
  ///   - noData: the sample that marks missing pixels, besides transparency.
  /// - Returns: for each level the frames in order.
  /// - Throws: ``ForecastError``, or the device's errors.
  public func quantileFrames(
    after observed: [Frame], horizon: Int, noData: Int? = nil,
    progress: ForecastProgress = ForecastProgress()
  ) throws -> [(level: Double, frames: [Frame])] {
    try requireQuantiles()
    guard let last = observed.last else { throw ForecastError.noFrames }
    let (converter, batch) = try encoded(observed, noData: noData, progress)
    let forecast = try quantileForecast(batch, horizon: horizon, progress: progress)
    return try zip(forecast.levels, forecast.quantiles).map { level, values in
      (
        level,
        try (0..<horizon).map { step in
          try progress.check()
          return try converter.frame(values, step: step, like: last)
        }
      )
    }
  }
}
