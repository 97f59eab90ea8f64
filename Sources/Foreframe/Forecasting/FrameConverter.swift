import ForeframeFrames

/// Turns frames of one format into what a forecaster reads, and predictions back into frames.
struct FrameConverter {
  private let name: String
  private let patch: Int
  private let format: FrameFormat
  private let encoding: FrameEncoding

  init(
    _ forecaster: any Forecaster, like frame: Frame, noData: Int?
  ) throws(ForecastError) {
    name = forecaster.name
    patch = forecaster.patch
    format = frame.format
    encoding = forecaster.encoding(for: frame.format, noData: noData)
    if let reason = forecaster.obstacle(channels: encoding.channels) {
      throw .channels(file: "the last frame", format: "\(frame.format)", reason: reason)
    }
  }

  /// Whether frames are not padded.
  var readsAnySize: Bool { patch == 1 }

  /// Whether a pixel of a frame is missing.
  func misses(_ frame: Frame) -> Bool { encoding.missing(in: frame) != nil }

  /// Normalised, and padded to the forecaster's patch.
  func image(_ frame: Frame) throws(ForecastError) -> FrameImage {
    guard frame.format.isCompatible(with: format) else {
      throw .mixedFormats(expected: "\(format)", found: "\(frame.format)")
    }
    return encoding.encode(frame).padded(toMultipleOf: patch)
  }

  /// A predicted image without the padding, as a frame of the last one's kind.
  func frame(_ forecast: FrameBatch, step: Int, like last: Frame) throws(ForecastError) -> Frame {
    let size = FrameSize(height: format.height, width: format.width)
    return try self.frame(forecast.image(step: step, window: 0, size: size), like: last)
  }

  /// A predicted image as a frame of the last one's kind.
  func frame(_ image: FrameImage, like last: Frame) throws(ForecastError) -> Frame {
    guard image.values.allSatisfy(\.isFinite) else { throw .notFinite(model: name) }
    return encoding.decode(image, like: last)
  }
}
