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

  /// For each channel the last frame, its soft edge, the mean, a forecast, and what is made of it; the mask,
  /// a displacement, and what is left of the other frames.
  public func memory(for work: ForecastWork) -> Int {
    work.bytes(planes: 5 * work.channels + 4 + (work.isComplete ? 0 : 3 * work.channels + 2))
      + StreamedInputs.workingBytes(work)
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

  /// Lead by lead, so that frames may be large.
  public func eachFrame(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress,
    _ body: (Frame) throws -> Void
  ) throws {
    try eachLead(after: observed, horizon: horizon, noData: noData, progress: progress, body)
  }

  /// Lead by lead, so that frames may be large.
  public func frames(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress
  ) throws -> [Frame] {
    try leadFrames(after: observed, horizon: horizon, noData: noData, progress: progress)
  }
}

extension MotionForecaster: LeadwiseForecaster {
  func leads(_ inputs: StreamedInputs, horizon: Int) throws -> any LeadStream {
    let last = inputs.last
    let settings = MotionSettings(.mixed, inputs: last + 1)
    inputs.history.prepare([.mixed], newer: max(1, last - settings.pairs + 1)..<last + 1)
    return PlaneLeads(
      inputs: inputs,
      channels: try inputs.channels(withBefore: false).map {
        AdvectedFrames(
          inputs.history, settings, $0, last: last, first: 0,
          buffers: inputs.buffers)
      })
  }
}
