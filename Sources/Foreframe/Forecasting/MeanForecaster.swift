import ForeframeFrames

/// Repeats the mean over time of what was observed; where nothing was, the last value.
public struct MeanForecaster: Forecaster {
  public init() {}

  public var name: String { Baseline.mean.rawValue }

  public func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    inputs.repeating(mean(inputs), horizon: horizon)
  }

  /// The same frame at every lead time.
  public func eachFrame(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress,
    _ body: (Frame) throws -> Void
  ) throws {
    let one = try frames(after: observed, horizon: 1, noData: noData, progress: progress)
    for _ in 0..<horizon { try body(one[0]) }
  }

  /// [N, H, W, C]
  private func mean(_ inputs: FrameBatch) -> [Float] {
    let pixels = inputs.count * inputs.height * inputs.width
    let channels = inputs.channels
    let masks = (0..<inputs.steps).map { inputs.mask(step: $0) }
    func isObserved(_ step: Int, _ pixel: Int) -> Bool {
      masks[step].map { $0[$0.startIndex + pixel] > 0 } ?? true
    }
    var mean = Array(inputs.lastValues)
    for pixel in 0..<pixels {
      var observed: Float = 0
      for step in 0..<inputs.steps where isObserved(step, pixel) { observed += 1 }
      guard observed > 0 else { continue }
      for c in 0..<channels {
        var sum: Float = 0
        for step in 0..<inputs.steps where isObserved(step, pixel) {
          sum += inputs.values[(step * pixels + pixel) * channels + c]
        }
        mean[pixel * channels + c] = sum / observed
      }
    }
    return mean
  }
}
