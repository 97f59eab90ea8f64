import ForeframeFrames
import ForeframeMotion

/// Moves the last frame along the motion of the inputs. Details stay as sharp as they are.
///
/// With one input frame nothing moves.
public struct MotionForecaster: Forecaster {
  public init() {}

  public var name: String { Baseline.motion.rawValue }

  public func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    let last = inputs.steps - 1
    let settings = MotionSettings(.mixed, inputs: inputs.steps)
    return try inputs.forecastingWindows(horizon: horizon, progress: progress) { window in
      let history = MotionHistory(window.brightness)
      history.prepare([.mixed], newer: max(1, last - settings.pairs + 1)..<last + 1)
      return try window.channels.map { channel in
        try progress.check()
        return history.advected(channel, settings, last: last, first: 0, leads: horizon)
      }
    }
  }
}
