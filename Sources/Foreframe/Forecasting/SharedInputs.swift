import ForeframeFrames
import ForeframeMotion

/// Frames that several forecasters read, with what more than one of them finds out about them.
///
/// Forecasts of the same frames from several cuts, or by several methods that follow motion, need the
/// motion of each pair of frames once. One thread at a time may use it.
public final class SharedInputs {
  /// [T, N, H, W, C]
  public let batch: FrameBatch
  private var last: (window: Int, inputs: MotionInputs, history: MotionHistory)?

  /// The last forecast of each forecaster that is a member of others, too.
  private var forecasts: [String: (known: Range<Int>, forecast: FrameBatch)] = [:]

  public init(_ batch: FrameBatch) { self.batch = batch }

  /// The forecast that is remembered under a name, if it is of the same frames and as long; otherwise the one
  /// that `make` makes, which is remembered then.
  func forecast(
    _ name: String, known: Range<Int>, horizon: Int, _ make: () throws -> FrameBatch
  ) rethrows -> FrameBatch {
    if let last = forecasts[name], last.known == known, last.forecast.steps == horizon {
      return last.forecast
    }
    let forecast = try make()
    forecasts[name] = (known, forecast)
    return forecast
  }

  /// The time steps that an instrument has spoilt, as it seems: the mean of the frame jumps away and back.
  /// Forecasts that follow motion leave them out.
  public func defectiveSteps(window: Int) -> [Int] {
    motion(window).history.defectiveFrames(last: batch.steps - 1)
  }

  /// One window as motion is found in it. The last one that was asked for is remembered.
  func motion(_ window: Int) -> (inputs: MotionInputs, history: MotionHistory) {
    if let last, last.window == window { return (last.inputs, last.history) }
    let inputs = MotionInputs(batch, window: window)
    let history = MotionHistory(inputs.brightness)
    last = (window, inputs, history)
    return (inputs, history)
  }
}
