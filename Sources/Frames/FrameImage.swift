/// Rows and columns.
public struct FrameSize: Sendable, Hashable, CustomStringConvertible {
  public var height: Int
  public var width: Int

  /// A size in pixels.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// For people: "128x96", width first as with images.
  public var description: String { "\(width)x\(height)" }
}

/// A frame as a network sees it: normalised, without alpha, with a mask of what was observed.
public struct FrameImage: Sendable, Hashable {
  public let height: Int
  public let width: Int
  public let channels: Int
  /// `[height, width, channels]`.
  public var values: [Float]
  /// `[height, width]`, 1 where observed and 0 where missing; nil if nothing is missing.
  public var mask: [Float]?

  /// An image; `values` has height * width * channels elements, `mask` height * width.
  public init(height: Int, width: Int, channels: Int, values: [Float], mask: [Float]? = nil) {
    precondition(
      values.count == height * width * channels
        && (mask?.count ?? height * width) == height * width,
      "\(values.count) values and \(mask?.count ?? 0) mask values for an image of "
        + "\(height)x\(width)x\(channels)")
    self.height = height
    self.width = width
    self.channels = channels
    self.values = values
    self.mask = mask
  }

  /// Its rows and columns.
  public var size: FrameSize { FrameSize(height: height, width: width) }
}
