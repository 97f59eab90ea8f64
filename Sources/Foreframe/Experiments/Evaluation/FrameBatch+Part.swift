import ForeframeFrames

extension FrameBatch {
  /// The upper left part of every image: without what was added to fill a network's patches.
  func upperLeft(_ size: FrameSize) -> FrameBatch {
    if size.height == height, size.width == width { return self }
    return FrameBatch(steps: steps, count: count, validCount: validCount) {
      image(step: $0, window: $1, size: size)
    }
  }
}
