import ForeframeFiles
import ForeframeFrames

/// A forecast that is made one lead after the other.
protocol LeadStream {
  /// The next lead.
  mutating func next() throws -> FrameImage
}

/// A forecaster that can do without all of the frames at once, so that frames may be large.
protocol LeadwiseForecaster: Forecaster {
  /// Whether it can, whatever it is made of.
  var isLeadwise: Bool { get }
  /// The leads from 1 to `horizon`.
  func leads(_ inputs: StreamedInputs, horizon: Int) throws -> any LeadStream
}

extension LeadwiseForecaster {
  var isLeadwise: Bool { true }

  /// The leads of a part of this forecaster, which is leadwise as this one is.
  func leads(
    of part: any Forecaster, _ inputs: StreamedInputs, horizon: Int
  ) throws -> any LeadStream {
    guard let part = part as? any LeadwiseForecaster else {
      preconditionFailure("\(part.name) needs all frames at once")
    }
    return try part.leads(inputs, horizon: horizon)
  }

  /// Hands over a forecast frame by frame; all at once if the forecaster cannot do without all frames.
  func eachLead(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress,
    _ body: (Frame) throws -> Void
  ) throws {
    guard let last = observed.last else { throw ForecastError.noFrames }
    try progress.check()
    let steps = observed.count + horizon
    let converter = try FrameConverter(self, like: last, noData: noData)
    guard converter.readsAnySize, isLeadwise else {
      for frame in try framesAtOnce(
        after: observed, horizon: horizon, noData: noData, progress: progress)
      { try body(frame) }
      return
    }
    let inputs = try StreamedInputs(observed, converter) {
      try progress.update($0, of: steps)
    }
    var leads = try leads(inputs, horizon: horizon)
    for lead in 1...horizon {
      let image = try leads.next()
      try progress.update(observed.count + lead, of: steps)
      try body(try converter.frame(image, like: last))
    }
  }

  /// The frames that ``eachLead`` hands over.
  func leadFrames(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress
  ) throws -> [Frame] {
    var frames: [Frame] = []
    try eachLead(
      after: observed, horizon: horizon, noData: noData, progress: progress
    ) { frames.append($0) }
    return frames
  }
}
