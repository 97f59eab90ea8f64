import ForeframeFrames

/// Forecasts from the last frames, each time anew.
public final class PlainContinuation: SequenceContinuation {
  private let forecaster: any Forecaster
  private let noData: Int?
  public let reads: Int

  /// - Parameter inputs: frames to read; nil: as many as the forecaster wants.
  public init(_ forecaster: any Forecaster, inputs: Int? = nil, noData: Int? = nil) {
    self.forecaster = forecaster
    self.noData = noData
    reads = inputs ?? forecaster.inputs
  }

  public var horizon: Int { forecaster.horizon }
  public var trainedOn: FramesProvenance? { forecaster.trainedOn }

  public func forecast(
    _ frames: [WatchedFrame], horizon: Int, progress: ForecastProgress
  ) throws -> ContinuedForecast {
    let read = frames.suffix(reads).map(\.frame)
    return ContinuedForecast(
      frames: try forecaster.forecast(
        read, horizon: horizon, noData: noData, progress: progress),
      model: forecaster.name, inputs: read.count)
  }

  public func forget() {}
}
