import ForeframeFrames

/// Repeats the last frame: what every other forecast is compared with.
public struct PersistenceForecaster: Forecaster {
  public init() {}

  public var name: String { Baseline.persistence.rawValue }
  public var inputs: Int { 1 }
  public var sharpened: any Forecaster { self }
  public var smooth: any Forecaster { DampedForecaster.fading }

  public func memory(for work: ForecastWork) -> Int { work.frameBytes }

  public func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    inputs.repeating(inputs.lastValues, horizon: horizon)
  }

  /// The last frame itself, sample by sample.
  public func frames(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress
  ) throws -> [Frame] {
    guard let last = observed.last else { throw ForecastError.noFrames }
    return [Frame](repeating: last, count: horizon)
  }

  public func eachFrame(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress,
    _ body: (Frame) throws -> Void
  ) throws {
    guard let last = observed.last else { throw ForecastError.noFrames }
    let steps = observed.count + horizon
    for done in observed.count..<steps {
      try progress.update(done + 1, of: steps)
      try body(last)
    }
  }
}

extension FrameBatch {
  /// [N, H, W, C] of the last time step.
  var lastValues: ArraySlice<Float> { values.suffix(count * height * width * channels) }

  /// A forecast that is `image` [N, H, W, C] at every lead time, with the mask of the last frame.
  func repeating(_ image: some Collection<Float>, horizon: Int) -> FrameBatch {
    var values: [Float] = []
    values.reserveCapacity(image.count * horizon)
    for _ in 0..<horizon { values += image }
    return FrameBatch(
      steps: horizon, count: count, height: height, width: width, channels: channels,
      values: values, mask: lastMask, validCount: validCount)
  }
}
