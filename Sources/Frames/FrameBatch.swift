/// Windows side by side, as a network reads them: time first, then window, channels last.
public struct FrameBatch: Sendable, Hashable {
  /// Frames in a window (T).
  public let steps: Int
  /// Windows (N).
  public let count: Int
  public let height: Int
  public let width: Int
  public let channels: Int
  /// `[T, N, H, W, C]`, contiguous.
  public var values: [Float]
  /// `[T, N, H, W, 1]`: 1 where observed, 0 where missing or padded.
  public var mask: [Float]
  /// Windows that count; those behind repeat others to fill the batch.
  public var validCount: Int

  /// A batch from what a network has written; without a mask everything counts.
  public init(
    steps: Int, count: Int, height: Int, width: Int, channels: Int, values: [Float],
    mask: [Float]? = nil, validCount: Int? = nil
  ) {
    let pixels = steps * count * height * width
    precondition(
      values.count == pixels * channels && (mask?.count ?? pixels) == pixels,
      "\(values.count) values for a batch of [\(steps), \(count), \(height), \(width), \(channels)]"
    )
    self.steps = steps
    self.count = count
    self.height = height
    self.width = width
    self.channels = channels
    self.values = values
    self.mask = mask ?? [Float](repeating: 1, count: pixels)
    self.validCount = validCount ?? count
  }

  /// Puts windows of images side by side: equally many, of equal size and channels, at least one.
  public init(windows: [[FrameImage]], validCount: Int? = nil) {
    guard let first = windows.first?.first else { preconditionFailure("a batch of no windows") }
    let steps = windows[0].count
    let pixels = first.height * first.width
    var values: [Float] = []
    values.reserveCapacity(steps * windows.count * pixels * first.channels)
    var mask: [Float] = []
    mask.reserveCapacity(steps * windows.count * pixels)
    for step in 0..<steps {
      for window in windows {
        let image = window[step]
        precondition(
          image.size == first.size && image.channels == first.channels && window.count == steps,
          "images of \(first.size) and \(image.size) in one batch")
        values += image.values
        if let observed = image.mask {
          mask += observed
        } else {
          mask += repeatElement(1, count: pixels)
        }
      }
    }
    self.init(
      steps: steps, count: windows.count, height: first.height, width: first.width,
      channels: first.channels, values: values, mask: mask, validCount: validCount)
  }

  /// One image of a window.
  public func image(step: Int, window: Int) -> FrameImage {
    let pixels = height * width
    let start = (step * count + window) * pixels
    let observed = mask[start..<start + pixels]
    return FrameImage(
      height: height, width: width, channels: channels,
      values: Array(values[start * channels..<(start + pixels) * channels]),
      mask: observed.allSatisfy { $0 == 1 } ? nil : Array(observed))
  }

  /// Some of the time steps: inputs or targets.
  public func steps(_ range: Range<Int>) -> FrameBatch {
    let pixels = count * height * width
    return FrameBatch(
      steps: range.count, count: count, height: height, width: width, channels: channels,
      values: Array(
        values[range.lowerBound * pixels * channels..<range.upperBound * pixels * channels]),
      mask: Array(mask[range.lowerBound * pixels..<range.upperBound * pixels]),
      validCount: validCount)
  }
}
