import ForeframeFrames
import ForeframeMotion

/// Moves the last frame along the motion of the inputs. Details stay as sharp as they are.
///
/// With one input frame nothing moves.
public struct MotionForecaster: Forecaster {
  public init() {}

  public var name: String { Baseline.motion.rawValue }
  public var sharpened: any Forecaster { self }
  public var smooth: any Forecaster { DampedForecaster() }

  public func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    try forecast(
      SharedInputs(inputs), known: 0..<inputs.steps, horizon: horizon, progress: progress)
  }

  public func forecast(
    _ inputs: SharedInputs, known: Range<Int>, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    let (first, last) = (known.lowerBound, known.upperBound - 1)
    let settings = MotionSettings(.mixed, inputs: known.count)
    return try inputs.forecastingWindows(horizon: horizon, progress: progress) { window, history in
      history.prepare([.mixed], newer: max(first + 1, last - settings.pairs + 1)..<last + 1)
      return try window.channels.map { channel in
        try progress.check()
        return history.advected(channel, settings, last: last, first: first, leads: horizon)
      }
    }
  }
}
