import ForeframeFiles

/// What is wrong with a PNG, with the file named.
public enum PNGError: Error, Hashable, Sendable {
  /// The file could not be opened or read.
  case file(FileError)
  /// The content does not start as a PNG does.
  case notPNG(file: String, reason: String)
  /// The file ends before the image does.
  case truncated(file: String)
  /// The checksum (CRC) of a chunk is wrong.
  case checksum(file: String, detail: String)
  /// The size in the header is over the limits; nothing was allocated for it.
  case tooLarge(file: String, width: Int, height: Int, limits: ImageLimits)
  /// The content contradicts the PNG specification.
  case damaged(file: String, detail: String)
  /// The machine has not enough memory for the image.
  case outOfMemory(file: String)
  /// A frame that PNG cannot store.
  case cannotEncode(detail: String)
  /// Frames of an animation differ; `index` is the first that is not like frame 0.
  case mixedFormats(index: Int, detail: String)

  /// The file that it is about, if any.
  public var file: String? {
    switch self {
    case .file(let error): error.path
    case .notPNG(let file, _), .truncated(let file), .checksum(let file, _),
      .tooLarge(let file, _, _, _), .damaged(let file, _), .outOfMemory(let file):
      file
    case .cannotEncode, .mixedFormats: nil
    }
  }
}

extension PNGError: CustomStringConvertible {
  /// One sentence for people: the file first, then the reason.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .notPNG(let file, let reason): "\(file.shown): not a PNG (\(reason.shown))"
    case .truncated(let file): "\(file.shown): truncated, the file ends inside of the image"
    case .checksum(let file, let detail):
      "\(file.shown): damaged, a checksum is wrong (\(detail.shown))"
    case .tooLarge(let file, let width, let height, let limits):
      "\(file.shown): \(width)x\(height) pixels, more than allowed "
        + "(\(limits.maximumPixels) pixels, sides up to \(limits.maximumSide))"
    case .damaged(let file, let detail): "\(file.shown): damaged (\(detail.shown))"
    case .outOfMemory(let file): "\(file.shown): not enough memory"
    case .cannotEncode(let detail): "PNG cannot store \(detail.shown)"
    case .mixedFormats(let index, let detail):
      "frame \(index) of the animation differs from the first: \(detail.shown)"
    }
  }
}
