import ForeframeFiles
import ForeframeFrames

/// A forecaster among others that are given the same frames: it reads the last ones, as many as it
/// wants, on its own scale of values and padded as it needs, and predicts on the scale of the frames.
struct AlignedForecaster: Forecaster {
  private let base: any Forecaster
  private let scale: SampleScaling
  private let own: SampleScaling
  /// Frames that it reads; nil: all of a case.
  private let reads: Int?

  /// - Parameters:
  ///   - format: of the frames.
  ///   - scale: the samples that are 0 and 1 in the cases.
  ///   - reads: frames that it reads; nil: all of a case.
  init(_ base: any Forecaster, _ format: FrameFormat, scale: SampleScaling, reads: Int?) {
    self.base = base
    self.scale = scale
    self.reads = reads
    own = base.scaling(for: format) ?? scale
  }

  var name: String { base.name }
  var inputs: Int { base.inputs }
  var horizon: Int { base.horizon }
  var patch: Int { base.patch }
  var caseInputs: Int { base.caseInputs }
  var notes: JSONObject { base.notes }
  var trainedOn: FramesProvenance? { base.trainedOn }
  var seen: SeenFrames? { base.seen }
  var heldOut: SeenFrames? { base.heldOut }
  func scaling(for format: FrameFormat) -> SampleScaling? { base.scaling(for: format) }
  func obstacle(channels: Int) -> String? { base.obstacle(channels: channels) }

  func prepare(for spacing: FrameSpacing) { base.prepare(for: spacing) }
  func memory(for work: ForecastWork) throws -> Int { try base.memory(for: work) }

  var quantileLevels: [Double] { base.quantileLevels }

  /// Where it reads the frames as they are, what others find out about them is shared.
  func forecast(
    _ inputs: SharedInputs, known: Range<Int>, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    let all = inputs.batch
    guard own == scale, all.height % patch == 0, all.width % patch == 0 else {
      return try forecast(all.steps(known), horizon: horizon, progress: progress)
    }
    let count = min(reads ?? known.count, known.count)
    return try base.forecast(
      inputs, known: known.upperBound - count..<known.upperBound, horizon: horizon,
      progress: progress)
  }

  func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    aligned(
      try base.forecast(read(inputs), horizon: horizon, progress: progress), like: inputs)
  }

  func quantileForecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> QuantileForecast {
    try base.quantileForecast(read(inputs), horizon: horizon, progress: progress)
      .map { aligned($0, like: inputs) }
  }

  /// The frames as the forecaster reads them.
  private func read(_ inputs: FrameBatch) -> FrameBatch {
    let count = min(reads ?? inputs.steps, inputs.steps)
    var read = inputs.steps(inputs.steps - count..<inputs.steps)
    rescale(&read.values, from: scale, to: own)
    let size = FrameSize(height: read.height, width: read.width)
    if size.height % patch != 0 || size.width % patch != 0 {
      let frames = read
      read = FrameBatch(steps: frames.steps, count: frames.count, validCount: frames.validCount) {
        frames.image(step: $0, window: $1).padded(toMultipleOf: patch)
      }
    }
    return read
  }

  /// What it predicts, as others read it.
  private func aligned(_ forecast: FrameBatch, like inputs: FrameBatch) -> FrameBatch {
    var forecast = forecast
    let size = FrameSize(height: inputs.height, width: inputs.width)
    if forecast.height != size.height || forecast.width != size.width {
      let larger = forecast
      forecast = FrameBatch(
        steps: larger.steps, count: larger.count, validCount: larger.validCount
      ) { larger.image(step: $0, window: $1, size: size) }
    }
    rescale(&forecast.values, from: own, to: scale)
    return forecast
  }

  private func rescale(_ values: inout [Float], from: SampleScaling, to: SampleScaling) {
    guard from.minimum != to.minimum || from.maximum != to.maximum else { return }
    let factor = (from.maximum - from.minimum) / (to.maximum - to.minimum)
    let shift = (from.minimum - to.minimum) / (to.maximum - to.minimum)
    for index in values.indices { values[index] = values[index] * factor + shift }
  }
}
