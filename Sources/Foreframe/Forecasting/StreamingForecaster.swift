import ForeframeFrames
import ForeframeTraining

/// Continues a sequence that arrives one frame at a time: the network's state is kept, so that a new
/// frame costs one step, not a whole sequence.
///
///     for frame in camera {
///       try forecaster.observe(frame)
///       let next = try forecaster.forecast(horizon: 5)
///     }
///
/// The state goes back to the first frame (or the last ``reset()``), also beyond the number of frames
/// that the network was trained with. Memory does not grow.
public final class StreamingForecaster {
  private let forecaster: NetworkForecaster
  private let noData: Int?
  private var lastObserved: LastObserved
  private var converter: FrameConverter?
  private var runners: [Int: ForecastRunner] = [:]
  /// The last frame, the state before it, and the state after it if that is known already.
  private var last: (frame: Frame, image: FrameImage)?
  private var stateBefore: [[Float]]?
  private var stateAfter: [[Float]]?
  /// Frames observed since the start or the last ``reset()``.
  public private(set) var observedCount = 0

  /// A forecaster that has seen nothing yet.
  ///
  /// - Parameter noData: the sample that marks missing pixels, besides transparency.
  public init(_ network: NetworkForecaster, noData: Int? = nil) {
    forecaster = network
    self.noData = noData
    lastObserved = LastObserved(noData: noData)
  }

  /// Forgets everything observed.
  public func reset() {
    (converter, last, stateBefore, stateAfter) = (nil, nil, nil, nil)
    lastObserved = LastObserved(noData: noData)
    runners = [:]
    observedCount = 0
  }

  /// Takes the next frame, which must have the size, type and depth of those before. One that is
  /// wholly missing counts as what was last observed, pixel by pixel; before anything was, it is
  /// left out.
  public func observe(_ frame: Frame) throws {
    guard let frame = lastObserved.next(frame) else { return }
    let converter = try self.converter ?? FrameConverter(forecaster, like: frame, noData: noData)
    let image = try converter.image(frame)
    if let last {
      stateBefore =
        try stateAfter
        ?? runner(last.image, horizon: 1).observe(values(last.image), state: stateBefore)
      stateAfter = nil
    }
    self.converter = converter
    last = (frame, image)
    observedCount += 1
  }

  /// The frames after the last observed one; the state stays where it is.
  ///
  /// - Parameters:
  ///   - horizon: how many, at least 1; nil: as many as the model was trained for.
  ///   - progress: is told of the progress, and may end the forecast.
  /// - Throws: ``ForecastError``, or the device's errors.
  public func forecast(
    horizon: Int? = nil, progress: ForecastProgress = ForecastProgress()
  ) throws -> [Frame] {
    guard let last, let converter else { throw ForecastError.noFrames }
    try progress.check()
    let horizon = horizon ?? forecaster.horizon
    let (values, state) = try advance(last.image, horizon: horizon, progress)
    stateAfter = state
    let image = last.image
    let batch = FrameBatch(
      steps: horizon, count: 1, height: image.height, width: image.width,
      channels: image.channels, values: values,
      mask: image.mask.map { .steady($0) } ?? .everything)
    return try (0..<horizon).map { step in
      try progress.check()
      return try converter.frame(batch, step: step, like: last.frame)
    }
  }

  /// One time step from the state before: the forecast, and the state after it.
  private func advance(
    _ image: FrameImage, horizon: Int, _ progress: ForecastProgress
  ) throws -> (forecast: [Float], state: [[Float]]) {
    let after: ((Int, Int) throws -> Void)? =
      progress.isFollowed ? { try progress.update($0, of: $1) } : nil
    let (forecast, state) = try runner(image, horizon: horizon).advance(
      values(image), state: stateBefore, after: after)
    return (isByChannel(image) ? order(image).channelsOfImages(forecast) : forecast, state)
  }

  private func runner(_ image: FrameImage, horizon: Int) throws -> ForecastRunner {
    if let known = runners[horizon] { return known }
    guard forecaster.isStreamable else {
      throw ForecastError.notStreamable(model: forecaster.name)
    }
    let shape = SequenceShape(
      inputs: 1, horizon: horizon, batch: isByChannel(image) ? image.channels : 1,
      height: image.height, width: image.width)
    let runner = try forecaster.makeRunner(shape, keepsState: true)
    runners[horizon] = runner
    return runner
  }

  /// Whether the network predicts each channel of the frames as a sequence of its own.
  private func isByChannel(_ image: FrameImage) -> Bool {
    forecaster.network.frameChannels != image.channels
  }

  /// What the network reads.
  private func values(_ image: FrameImage) -> [Float] {
    isByChannel(image) ? order(image).imagesOfChannels(image.values) : image.values
  }

  private func order(_ image: FrameImage) -> ChannelOrder {
    ChannelOrder(pixels: image.height * image.width, channels: image.channels)
  }
}
