/// Which pixels of all frames of a sequence are observed at all: a PNG of the frames' size whose sample 0
/// marks those that never are (outside of a radar's reach, letters on a picture). Any other sample,
/// usually 255, marks the others.
public struct ObservedMask: Sendable, Hashable {
  /// The PNG that it was read from, for errors.
  public let path: String
  public let size: FrameSize
  /// `[height, width]`
  public let isUnobserved: [Bool]

  /// Reads a mask. Of colours all three must be 0, alpha does not count.
  ///
  /// - Throws: ``FrameError`` if it cannot be read, or if no pixel is observed.
  public init(_ path: String, limits: ImageLimits = .standard) throws(FrameError) {
    let frame = try wrappingPNG { () throws(PNGError) in
      try PNGCodec.read(path: path, limits: limits)
    }
    let format = frame.format
    self.path = path
    size = FrameSize(height: format.height, width: format.width)
    let colours = format.channels - (format.colourType.hasAlpha ? 1 : 0)
    isUnobserved = (0..<format.pixelCount).map { pixel in
      (0..<colours).allSatisfy { channel in
        let sample = frame.samples[pixel * format.channels + channel]
        guard format.colourType == .palette else { return sample == 0 }
        let colour = format.palette[Int(sample)]
        return colour.red == 0 && colour.green == 0 && colour.blue == 0
      }
    }
    if isUnobserved.allSatisfy(\.self) {
      throw .badDataset(path: path, reason: "a mask without any observed pixel: every sample is 0")
    }
  }

  /// A frame whose unobserved pixels are known.
  ///
  /// - Parameter name: the frame's, for errors.
  /// - Throws: `FrameError.badDataset` if it has another size.
  public func applied(to frame: Frame, name: String) throws(FrameError) -> Frame {
    let found = FrameSize(height: frame.format.height, width: frame.format.width)
    guard size == found else {
      throw .badDataset(
        path: path, reason: "the mask has \(size) pixels, but \(name.shown) has \(found)")
    }
    var masked = frame
    masked.unobserved = isUnobserved
    return masked
  }
}
