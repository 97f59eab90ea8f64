/// What an image file may ask for. Checked from its header, before memory is taken for it.
public struct ImageLimits: Sendable, Hashable {
  /// The most pixels in one frame.
  public var maximumPixels: Int
  /// The longest side, in pixels.
  public var maximumSide: Int
  /// The most memory for one chunk beside the image data, in bytes.
  public var maximumChunkBytes: Int

  /// Limits for one frame. The defaults let through everything that a network could predict.
  public init(
    maximumPixels: Int = 64 << 20, maximumSide: Int = 1 << 20,
    maximumChunkBytes: Int = 8 << 20
  ) {
    self.maximumPixels = maximumPixels
    self.maximumSide = maximumSide
    self.maximumChunkBytes = maximumChunkBytes
  }

  /// 64 Mi pixels, sides up to 1 Mi, chunks up to 8 MiB.
  public static let standard = ImageLimits()

  /// The largest file worth reading: incompressible 16-bit RGBA, and room for other chunks.
  var maximumFileBytes: Int {
    let (bytes, overflow) = maximumPixels.multipliedReportingOverflow(by: 9)
    return overflow ? .max : max(bytes, 1 << 20) &+ (64 << 20)
  }
}
