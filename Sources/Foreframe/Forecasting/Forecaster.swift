import ForeframeFrames
import ForeframeGraphCompiler
import ForeframeTraining

/// Continues sequences of PNG frames: frames in, frames of the same kind out.
///
///     let device = try BackendChoice.choose("auto")
///     let forecaster = Forecaster(try ForecastModel("model.safetensors"), on: device.backend)
///     let next = try forecaster.forecast(frames, horizon: 10)
///
/// Frames may have any size, colour type and bit depth. What comes out has the format of the last
/// frame; see `FrameEncoding.decode`. For one frame at a time see ``StreamingForecaster``. One thread
/// at a time may use it.
public final class Forecaster {
  public let model: ForecastModel
  /// The sample that marks missing pixels, beside transparency.
  public let noData: Int?
  private let batches: BatchForecaster

  /// - Parameter backend: where a network runs; baselines need none.
  public init(_ model: ForecastModel, on backend: (any Backend)? = nil, noData: Int? = nil) {
    self.model = model
    self.noData = noData
    batches = BatchForecaster(model, on: backend)
  }

  /// The frames behind `frames`, which follow each other in time; all are read.
  ///
  /// - Parameter horizon: how many, at least 1; nil: as many as the model was trained for.
  /// - Throws: ``ForecastError``, or the backend's errors.
  public func forecast(_ frames: [Frame], horizon: Int? = nil) throws -> [Frame] {
    let horizon = horizon ?? model.horizon
    guard let last = frames.last else { throw ForecastError.noFrames }
    if case .baseline(.persistence) = model {
      return [Frame](repeating: last, count: horizon)
    }
    let reader = try FrameReader(model, like: last, noData: noData)
    let images = try frames.map { try reader.image($0) }
    let batch = try batches.forecast(FrameBatch(windows: [images]), horizon: horizon)
    return try (0..<horizon).map { step in
      try reader.frame(batch.image(step: step, window: 0), like: last)
    }
  }
}

/// Turns frames of one format into what a model reads, and back.
struct FrameReader {
  let model: ForecastModel
  let format: FrameFormat
  private let encoding: FrameEncoding

  init(_ model: ForecastModel, like frame: Frame, noData: Int?) throws(ForecastError) {
    self.model = model
    format = frame.format
    encoding = model.encoding(for: frame.format, noData: noData)
    if let reason = model.obstacle(channels: encoding.channels) {
      throw .channels(file: "the last frame", format: "\(frame.format)", reason: reason)
    }
  }

  /// Normalised, and padded to the model's patch.
  func image(_ frame: Frame) throws(ForecastError) -> FrameImage {
    let other = frame.format
    guard
      other.width == format.width, other.height == format.height,
      other.colourType == format.colourType, other.bitDepth == format.bitDepth
    else { throw .mixedFormats(expected: "\(format)", found: "\(other)") }
    return encoding.encode(frame).padded(toMultipleOf: model.patch)
  }

  /// Cropped back, as a frame of the last one's kind.
  func frame(_ image: FrameImage, like last: Frame) throws(ForecastError) -> Frame {
    guard image.values.allSatisfy(\.isFinite) else { throw .notFinite(model: model.name) }
    return encoding.decode(
      image.cropped(y: 0, x: 0, height: format.height, width: format.width), like: last)
  }
}
