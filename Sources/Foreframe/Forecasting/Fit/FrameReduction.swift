import ForeframeFrames

/// Frames at the scale that a model was trained at: means of square blocks, in the frames' own
/// format.
///
/// The largest whole blocks are used, from a central part of the frame, as in training
/// (`FrameGeometry`). Samples are rounded; a pixel is missing where more than half of its block is.
public struct FrameReduction: Hashable, Sendable {
  /// The size that comes out.
  public let size: FrameSize
  /// Side of a block in pixels.
  public let block: Int
  /// Rows and columns that are left out at the top and at the left.
  public let top: Int
  public let left: Int
  private let noData: Int?

  /// A reduction of frames of a size; nil if they are smaller than what is asked for.
  ///
  /// - Parameter noData: the sample that marks missing pixels, besides transparency.
  public init?(of size: FrameSize, to target: FrameSize, noData: Int? = nil) {
    let block = min(size.height / target.height, size.width / target.width)
    guard block > 0 else { return nil }
    self.size = target
    self.block = block
    self.noData = noData
    top = (size.height - block * target.height) / 2
    left = (size.width - block * target.width) / 2
  }

  /// Whether frames stay as they are.
  public var changesNothing: Bool { block == 1 && top == 0 && left == 0 }

  /// A frame of the reduced size.
  public func apply(_ frame: Frame) -> Frame {
    if changesNothing { return frame }
    let encoding = FrameEncoding(format: frame.format, noData: noData)
    let image = FrameGeometry(reduced: size).reduce(
      encoding.encode(frame), fill: encoding.scaling.fill)
    var reduced = encoding.decode(image, like: template(frame))
    if frame.unobserved != nil { reduced.unobserved = image.mask.map { $0.map { $0 == 0 } } }
    return reduced
  }

  /// The middle pixels of the blocks: alpha, and whatever else means are not taken of.
  private func template(_ frame: Frame) -> Frame {
    var format = frame.format
    format.width = size.width
    format.height = size.height
    var small = Frame(format: format)
    for y in 0..<size.height {
      for x in 0..<size.width {
        for channel in 0..<format.channels {
          small[y, x, channel] =
            frame[top + y * block + block / 2, left + x * block + block / 2, channel]
        }
      }
    }
    return small
  }
}

extension FrameSequence.WorldFile {
  /// The same place on the earth for a reduced frame; nil if the six lines are no numbers.
  ///
  /// The lines are: width of a pixel, two rotations, height of a pixel (negative), and x and y of
  /// the middle of the upper left pixel.
  public func reduced(_ reduction: FrameReduction) -> FrameSequence.WorldFile? {
    if reduction.changesNothing { return self }
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    let numbers = lines.compactMap { Double($0) }
    guard lines.count == 6, numbers.count == 6, numbers.allSatisfy(\.isFinite) else { return nil }
    let block = Double(reduction.block)
    // From the middle of the first pixel to the middle of the first block.
    let x = Double(reduction.left) + (block - 1) / 2
    let y = Double(reduction.top) + (block - 1) / 2
    let result = [
      numbers[0] * block, numbers[1] * block, numbers[2] * block, numbers[3] * block,
      numbers[4] + numbers[0] * x + numbers[2] * y, numbers[5] + numbers[1] * x + numbers[3] * y,
    ]
    return FrameSequence.WorldFile(
      pathExtension: pathExtension,
      bytes: Array(result.map { "\($0)\n" }.joined().utf8))
  }
}
