import ForeframeFrames
import ForeframeMotion

/// The forecast of least squared error that needs no training: the last frame moves on, details fade as
/// they become unpredictable, and changes go on, as far as forecasts of the inputs from those before them
/// were right. The mean of two forecasts with different fields of motion.
///
/// With fewer than 3 input frames there is nothing to learn that from, and the last frame moves on as
/// ``MotionForecaster`` has it.
public struct DampedForecaster: Forecaster {
  /// The methods whose damped forecasts are averaged.
  let methods: [MotionMethod]

  public init() { self.init([.dense, .mixed]) }

  init(_ methods: [MotionMethod]) { self.methods = methods }

  public var name: String { Baseline.damped.rawValue }

  public func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    guard inputs.steps > 2 else {
      return try MotionForecaster().forecast(inputs, horizon: horizon, progress: progress)
    }
    let last = inputs.steps - 1
    return try inputs.forecastingWindows(horizon: horizon, progress: progress) { window in
      let history = MotionHistory(window.brightness)
      history.prepare([.mixed], newer: 1..<last + 1)
      let forecasts = try methods.map { method in
        try progress.check()
        return DampedForecast(
          history, MotionSettings(method, inputs: inputs.steps), last: last, first: 0,
          leads: horizon)
      }
      return try window.channels.map { channel in
        try progress.check()
        return DampedForecast.frames(
          meanOf: forecasts, channel, leads: horizon, range: 0...MotionInputs.scale)
      }
    }
  }
}
