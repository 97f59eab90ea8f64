import ForeframeFrames

/// A frame of a folder that is watched, at the scale of the forecast.
public struct WatchedFrame: Sendable, Hashable {
  /// The file's name.
  public let name: String
  public let frame: Frame

  public init(name: String, frame: Frame) {
    self.name = name
    self.frame = frame
  }
}
