import ForeframeFrames
import ForeframeTraining

extension NetworkForecaster {
  /// The longest sequences, observed or predicted, that one program is made for.
  private static let longestProgram = 2 * PiecewiseForecast.mostSteps

  /// Whether a forecast is too long for one program: compiling takes time and memory for each time
  /// step.
  func isPiecewise(_ inputs: FrameBatch, _ horizon: Int) throws -> Bool {
    guard max(inputs.steps, horizon) > Self.longestProgram, isStreamable else { return false }
    return try piecewise.isPossible(shape(inputs, horizon))
  }

  /// Whether a forecast can go on from the state of an earlier one. One that starts from motion begins
  /// anew: the motion is another at each frame.
  var isStreamable: Bool {
    switch network.guidance {
    case .none: true
    case .motion: false
    }
  }

  /// Hands over the predictions in order, [k, N, H, W, C] each.
  func eachPiece(
    after inputs: FrameBatch, horizon: Int, progress: ForecastProgress,
    _ body: (FrameBatch) throws -> Void
  ) throws {
    try progress.check()
    let order = order(inputs)
    try piecewise.run(
      order?.imagesOfChannels(inputs.values) ?? inputs.values, shape(inputs, horizon),
      after: progress.isFollowed ? { try progress.update($0, of: $1) } : nil
    ) { values, steps in
      try body(inputs.forecast(order?.channelsOfImages(values) ?? values, steps: steps))
    }
  }

  /// Long forecasts come in pieces, so that memory does not grow with their length.
  public func eachFrame(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress,
    _ body: (Frame) throws -> Void
  ) throws {
    guard let last = observed.last else { throw ForecastError.noFrames }
    let (converter, batch) = try encoded(observed, noData: noData, progress)
    func handOver(_ piece: FrameBatch) throws {
      for step in 0..<piece.steps {
        try progress.check()
        try body(try converter.frame(piece, step: step, like: last))
      }
    }
    if try isPiecewise(batch, horizon) {
      try eachPiece(after: batch, horizon: horizon, progress: progress, handOver)
    } else {
      try handOver(try forecast(batch, horizon: horizon, progress: progress))
    }
  }
}

extension FrameBatch {
  /// Predictions after this batch, with the mask of its last frame.
  func forecast(_ values: [Float], steps: Int) -> FrameBatch {
    FrameBatch(
      steps: steps, count: count, height: height, width: width, channels: channels,
      values: values, mask: lastMask, validCount: validCount)
  }
}
