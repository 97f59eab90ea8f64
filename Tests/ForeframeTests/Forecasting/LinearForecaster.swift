import Foreframe
import ForeframeFrames

/// Each value goes on as it went from the last frame but one to the last: a forecaster that the
/// library does not know.
struct LinearForecaster: Forecaster {
  var name = "linear"
  var inputs: Int { 2 }

  func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    let size = inputs.values.count / inputs.steps
    let last = Array(inputs.values.suffix(size))
    let before = Array(inputs.values.suffix(2 * size).prefix(size))
    var values: [Float] = []
    for lead in 1...horizon {
      values += zip(last, before).map { $0 + Float(lead) * ($0 - $1) }
      try progress.update(lead, of: horizon)
    }
    return FrameBatch(
      steps: horizon, count: inputs.count, height: inputs.height, width: inputs.width,
      channels: inputs.channels, values: values, mask: inputs.lastMask,
      validCount: inputs.validCount)
  }
}

/// Lets another forecaster see and predict the frames upside down, twice, and returns the second
/// forecast: a wrapper that hands on what its base wants.
struct UpsideDown: Forecaster {
  var base: any Forecaster

  var name: String { "\(base.name), upside down" }
  var inputs: Int { base.inputs }
  var horizon: Int { base.horizon }
  var patch: Int { base.patch }
  func scaling(for format: FrameFormat) -> SampleScaling? { base.scaling(for: format) }
  func obstacle(channels: Int) -> String? { base.obstacle(channels: channels) }

  func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    let turned = turned(inputs)
    _ = try base.forecast(turned, horizon: horizon, progress: progress.share(0, of: 2))
    return self.turned(
      try base.forecast(turned, horizon: horizon, progress: progress.share(1, of: 2)))
  }

  private func turned(_ batch: FrameBatch) -> FrameBatch {
    FrameBatch(steps: batch.steps, count: batch.count, validCount: batch.validCount) {
      let image = batch.image(step: $0, window: $1)
      func rows(_ x: [Float], _ length: Int) -> [Float] {
        (0..<image.height).reversed().flatMap { x[$0 * length..<($0 + 1) * length] }
      }
      return FrameImage(
        height: image.height, width: image.width, channels: image.channels,
        values: rows(image.values, image.width * image.channels),
        mask: image.mask.map { rows($0, image.width) })
    }
  }
}
