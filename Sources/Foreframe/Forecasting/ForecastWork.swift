import ForeframeFiles
import ForeframeFrames

/// How large a forecast is, for an estimate of the memory that it takes.
public struct ForecastWork: Hashable, Sendable {
  /// Of the frames.
  public var format: FrameFormat
  /// Frames that are read, and frames that are predicted.
  public var inputs: Int
  public var horizon: Int
  /// Whether every pixel of every frame is observed.
  public var isComplete: Bool

  public init(format: FrameFormat, inputs: Int, horizon: Int, isComplete: Bool = true) {
    self.format = format
    self.inputs = inputs
    self.horizon = horizon
    self.isComplete = isComplete
  }

  /// Channels as forecasters read them.
  var channels: Int { FrameEncoding(format: format).channels }

  /// Bytes of a float for each pixel.
  var planeBytes: Int { format.pixelCount.multipliedOrLargest(4) }

  /// Bytes of the frames that are held whatever the forecaster: the inputs, and one that is written, as
  /// samples and as a file.
  public var frameBytes: Int {
    let frame = format.sampleCount.multipliedOrLargest(2)
    return (inputs + 2).multipliedOrLargest(frame)
  }

  /// Bytes with so many planes of floats besides.
  func bytes(planes: Int) -> Int {
    let more = planes.multipliedOrLargest(planeBytes)
    return frameBytes > .max - more ? .max : frameBytes + more
  }
}
