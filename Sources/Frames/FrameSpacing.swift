/// How far apart frames are in time, and their pixels in space.
public struct FrameSpacing: Sendable, Hashable {
  /// Minutes from one frame to the next; nil if that is not known.
  public var minutes: Double?
  /// The side of a pixel in pixels of the frames as they are stored; nil if that is not known.
  public var pixel: Double?

  public init(minutes: Double? = nil, pixel: Double? = nil) {
    self.minutes = minutes
    self.pixel = pixel
  }

  /// Nothing is known.
  public static let unknown = FrameSpacing()
}
