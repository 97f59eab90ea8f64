/// What is done to the size of frames before a network sees them: reduce, then crop, then pad.
public struct FrameGeometry: Sendable, Hashable {
  /// Where a crop lies.
  public enum Placement: Sendable, Hashable {
    case centre
    /// Chosen for each window, the same for all its frames.
    case random
  }

  /// The size after reduction by block means. The largest whole blocks are used, from a centred
  /// window: 710x640 to 128x128 takes blocks of 5 from the central 640x640.
  public var reduced: FrameSize?
  /// The size of a part to cut out, after reduction.
  public var crop: FrameSize?
  public var placement: Placement
  /// Sides are padded to multiples of this (a network's patch).
  public var multiple: Int
  /// The side of the blocks whose means become pixels, in place of ``reduced``; nil: no such blocks.
  public var block: Int?

  /// A geometry; by default frames stay as they are.
  public init(
    reduced: FrameSize? = nil, crop: FrameSize? = nil, placement: Placement = .centre,
    multiple: Int = 1, block: Int? = nil
  ) {
    self.reduced = reduced
    self.crop = crop
    self.placement = placement
    self.multiple = multiple
    self.block = block
  }

  /// The size that `apply` gives; nil if a frame is too small.
  public func outputSize(of size: FrameSize) -> FrameSize? {
    var size = size
    if let block {
      guard block > 0, block <= size.height, block <= size.width else { return nil }
      size = FrameSize(height: size.height / block, width: size.width / block)
    } else if let reduced {
      guard blockSize(for: size, to: reduced) > 0 else { return nil }
      size = reduced
    }
    if let crop {
      guard crop.height <= size.height, crop.width <= size.width else { return nil }
      size = crop
    }
    return FrameSize(
      height: (size.height + multiple - 1) / multiple * multiple,
      width: (size.width + multiple - 1) / multiple * multiple)
  }

  /// The part of the work that is the same for every window: the reduction.
  public func reduce(_ image: FrameImage, fill: Float = 0) -> FrameImage {
    if let block { return image.blockMeans(block, fill: fill) }
    guard let reduced else { return image }
    let block = blockSize(for: image.size, to: reduced)
    let height = block * reduced.height, width = block * reduced.width
    return image.cropped(
      y: (image.height - height) / 2, x: (image.width - width) / 2, height: height, width: width
    ).blockMeans(block, fill: fill)
  }

  /// Crops and pads what was reduced. `random` (any bits) decides where a random crop lies.
  public func cropAndPad(_ image: FrameImage, random: UInt64 = 0) -> FrameImage {
    guard let crop else { return image.padded(toMultipleOf: multiple) }
    let spareRows = image.height - crop.height, spareColumns = image.width - crop.width
    var y = spareRows / 2, x = spareColumns / 2
    if placement == .random {
      y = Int(random >> 32) % (spareRows + 1)
      x = Int(random & 0xffff_ffff) % (spareColumns + 1)
    }
    return image.cropped(y: y, x: x, height: crop.height, width: crop.width)
      .padded(toMultipleOf: multiple)
  }

  /// All of it; the frame must not be too small (see `outputSize`).
  public func apply(_ image: FrameImage, fill: Float = 0, random: UInt64 = 0) -> FrameImage {
    cropAndPad(reduce(image, fill: fill), random: random)
  }

  /// The side of the blocks of frames of a size whose means become pixels; 1: none.
  public func block(of size: FrameSize) -> Int {
    block ?? reduced.map { blockSize(for: size, to: $0) } ?? 1
  }

  private func blockSize(for size: FrameSize, to target: FrameSize) -> Int {
    guard target.height > 0, target.width > 0 else { return 0 }
    return min(size.height / target.height, size.width / target.width)
  }
}
