import ForeframeFrames

/// Repeats the mean over time of what was observed; where nothing was, the last value.
public struct MeanForecaster: Forecaster {
  public init() {}

  public var name: String { Baseline.mean.rawValue }

  public func memory(for work: ForecastWork) -> Int {
    work.bytes(
      planes: work.isComplete ? 3 * work.channels : (2 * work.inputs + 3) * (work.channels + 1))
  }

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
    let one = try mean(observed, noData: noData, progress)
    let steps = observed.count + horizon
    for done in observed.count..<steps {
      try progress.update(done + 1, of: steps)
      try body(one)
    }
  }

  /// The same frame at every lead time.
  public func frames(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress
  ) throws -> [Frame] {
    [Frame](
      repeating: try mean(observed, noData: noData, progress), count: horizon)
  }

  /// Looks at one frame after the other, so that they may be large.
  private func mean(_ observed: [Frame], noData: Int?, _ progress: ForecastProgress) throws -> Frame
  {
    guard let last = observed.last else { throw ForecastError.noFrames }
    let converter = try FrameConverter(self, like: last, noData: noData)
    var sum = try converter.image(observed[0])
    if sum.mask != nil || observed.contains(where: converter.misses) {
      return try framesAtOnce(after: observed, horizon: 1, noData: noData, progress: progress)[0]
    }
    for frame in observed.dropFirst() {
      try progress.check()
      let image = try converter.image(frame)
      for i in sum.values.indices { sum.values[i] += image.values[i] }
    }
    let count = Float(observed.count)
    for i in sum.values.indices { sum.values[i] /= count }
    return try converter.frame(sum, like: last)
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
