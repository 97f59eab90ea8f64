import ForeframeFrames
import ForeframeGraphCompiler
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
  private let network: NetworkForecaster
  private let backend: any Backend
  private let noData: Int?
  private var converter: FrameConverter?
  private var runners: [Int: ForecastRunner] = [:]
  /// The last frame, the state before it, and the state after it if that is known already.
  private var last: (frame: Frame, image: FrameImage)?
  private var stateBefore: [[Float]]?
  private var stateAfter: [[Float]]?
  /// Frames observed since the start or the last ``reset()``.
  public private(set) var observedCount = 0

  /// A forecaster that has seen nothing yet.
  public init(_ file: ModelFile, on backend: any Backend, noData: Int? = nil) {
    network = NetworkForecaster(file, on: backend)
    self.backend = backend
    self.noData = noData
  }

  /// Forgets everything observed.
  public func reset() {
    (converter, last, stateBefore, stateAfter) = (nil, nil, nil, nil)
    runners = [:]
    observedCount = 0
  }

  /// Takes the next frame, which must have the size, type and depth of those before.
  public func observe(_ frame: Frame) throws {
    let converter = try self.converter ?? FrameConverter(network, like: frame, noData: noData)
    let image = try converter.image(frame)
    if let last {
      stateBefore = try stateAfter ?? advance(last.image, horizon: 1).state
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
    let horizon = horizon ?? network.horizon
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

  private func advance(
    _ image: FrameImage, horizon: Int, _ progress: ForecastProgress = ForecastProgress()
  ) throws -> (forecast: [Float], state: [[Float]]) {
    let images = network.file.description.frameChannels == 1 ? image.channels : 1
    let shape = SequenceShape(
      inputs: 1, horizon: horizon, batch: images, height: image.height, width: image.width)
    let runner = try runners[horizon] ?? makeRunner(shape)
    runners[horizon] = runner
    let after: ((Int, Int) throws -> Void)? =
      progress.isFollowed ? { try progress.update($0, of: $1) } : nil
    guard images > 1 else {
      return try runner.advance(image.values, state: stateBefore, after: after)
    }
    let order = ChannelOrder(pixels: image.height * image.width, channels: image.channels)
    let (forecast, state) = try runner.advance(
      order.imagesOfChannels(image.values), state: stateBefore, after: after)
    return (order.channelsOfImages(forecast), state)
  }

  private func makeRunner(_ shape: SequenceShape) throws -> ForecastRunner {
    let runner = try ForecastRunner(
      network.file.description, shape, on: backend, keepsState: true)
    try runner.setWeights(network.file.weights)
    return runner
  }
}
