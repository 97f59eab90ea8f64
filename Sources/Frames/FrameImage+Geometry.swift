extension FrameImage {
  /// A part of the image, which must lie inside of it.
  public func cropped(y top: Int, x left: Int, height: Int, width: Int) -> FrameImage {
    precondition(
      top >= 0 && left >= 0 && top + height <= self.height && left + width <= self.width,
      "a part of \(width)x\(height) at (\(left), \(top)) of an image of \(size)")
    if height == self.height, width == self.width { return self }
    var part: [Float] = []
    part.reserveCapacity(height * width * channels)
    var partMask: [Float]? = mask == nil ? nil : []
    for y in top..<top + height {
      let start = y * self.width + left
      part += values[start * channels..<(start + width) * channels]
      if let mask { partMask?.append(contentsOf: mask[start..<start + width]) }
    }
    return FrameImage(
      height: height, width: width, channels: channels, values: part, mask: partMask)
  }

  /// The image continued to the right and downwards by its last columns and rows, so that both
  /// sides are multiples of `multiple`. What was added is missing in the mask.
  public func padded(toMultipleOf multiple: Int) -> FrameImage {
    precondition(multiple > 0, "padding to multiples of \(multiple)")
    let newHeight = (height + multiple - 1) / multiple * multiple
    let newWidth = (width + multiple - 1) / multiple * multiple
    if newHeight == height, newWidth == width { return self }
    var larger = [Float](repeating: 0, count: newHeight * newWidth * channels)
    var largerMask = [Float](repeating: 0, count: newHeight * newWidth)
    for y in 0..<newHeight {
      for x in 0..<newWidth {
        let source = min(y, height - 1) * width + min(x, width - 1)
        let target = y * newWidth + x
        for c in 0..<channels {
          larger[target * channels + c] = values[source * channels + c]
        }
        if y < height, x < width { largerMask[target] = mask?[source] ?? 1 }
      }
    }
    return FrameImage(
      height: newHeight, width: newWidth, channels: channels, values: larger, mask: largerMask)
  }

  /// Every `block` x `block` pixels become one: the mean of those observed. Missing where fewer
  /// than half were. Sides that are no multiple lose their last rows and columns.
  public func blockMeans(_ block: Int, fill: Float = 0) -> FrameImage {
    precondition(block > 0 && block <= height && block <= width, "blocks of \(block) in \(size)")
    if block == 1 { return self }
    let rows = height / block, columns = width / block
    var means = [Float](repeating: 0, count: rows * columns * channels)
    var observed = [Float](repeating: 0, count: rows * columns)
    for y in 0..<rows * block {
      for x in 0..<columns * block {
        let source = y * width + x
        let weight = mask?[source] ?? 1
        let target = y / block * columns + x / block
        observed[target] += weight
        for c in 0..<channels {
          means[target * channels + c] += weight * values[source * channels + c]
        }
      }
    }
    for target in observed.indices {
      let isObserved = 2 * observed[target] >= Float(block * block)
      for c in 0..<channels {
        let index = target * channels + c
        means[index] = isObserved ? means[index] / observed[target] : fill
      }
      observed[target] = isObserved ? 1 : 0
    }
    return FrameImage(
      height: rows, width: columns, channels: channels, values: means,
      mask: mask == nil ? nil : observed)
  }
}
