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
  private let file: ModelFile
  private let model: ForecastModel
  private let backend: any Backend
  private let noData: Int?
  private var reader: FrameReader?
  private var runners: [Int: ForecastRunner] = [:]
  /// The last frame, the state before it, and the state behind it if that is known already.
  private var last: (frame: Frame, image: FrameImage)?
  private var stateBefore: [[Float]]?
  private var stateBehind: [[Float]]?
  /// Frames observed since the start or the last ``reset()``.
  public private(set) var observedCount = 0

  /// A forecaster that has seen nothing yet.
  public init(_ file: ModelFile, on backend: any Backend, noData: Int? = nil) {
    self.file = file
    model = .network(file, path: "the model")
    self.backend = backend
    self.noData = noData
  }

  /// Forgets everything observed.
  public func reset() {
    (reader, last, stateBefore, stateBehind) = (nil, nil, nil, nil)
    runners = [:]
    observedCount = 0
  }

  /// Takes the next frame, which must have the size, type and depth of those before.
  public func observe(_ frame: Frame) throws {
    let reader = try self.reader ?? FrameReader(model, like: frame, noData: noData)
    let image = try reader.image(frame)
    if let last {
      stateBefore = try stateBehind ?? advance(last.image, horizon: 1).state
      stateBehind = nil
    }
    self.reader = reader
    last = (frame, image)
    observedCount += 1
  }

  /// The frames behind the last observed one; the state stays where it is.
  ///
  /// - Parameter horizon: how many, at least 1; nil: as many as the model was trained for.
  public func forecast(horizon: Int? = nil) throws -> [Frame] {
    guard let last, let reader else { throw ForecastError.noFrames }
    let horizon = horizon ?? file.horizon
    let (values, state) = try advance(last.image, horizon: horizon)
    stateBehind = state
    let image = last.image
    let batch = FrameBatch(
      steps: horizon, count: 1, height: image.height, width: image.width,
      channels: image.channels, values: values)
    return try (0..<horizon).map {
      try reader.frame(batch.image(step: $0, window: 0), like: last.frame)
    }
  }

  private func advance(
    _ image: FrameImage, horizon: Int
  ) throws -> (forecast: [Float], state: [[Float]]) {
    let images = file.description.frameChannels == 1 ? image.channels : 1
    let pixels = image.height * image.width
    let shape = SequenceShape(
      inputs: 1, horizon: horizon, batch: images, height: image.height, width: image.width)
    let runner = try runners[horizon] ?? makeRunner(shape)
    runners[horizon] = runner
    guard images > 1 else { return try runner.advance(image.values, state: stateBefore) }
    let (forecast, state) = try runner.advance(
      channelsToImages(image.values, frames: 1, pixels: pixels, image.channels),
      state: stateBefore)
    return (imagesToChannels(forecast, frames: horizon, pixels: pixels, image.channels), state)
  }

  private func makeRunner(_ shape: SequenceShape) throws -> ForecastRunner {
    let runner = try ForecastRunner(file.description, shape, on: backend, keepsState: true)
    try runner.setWeights(file.weights)
    return runner
  }
}
