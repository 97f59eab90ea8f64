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
  /// What was observed.
  public var mask: FrameMask
  /// Windows that count; those after them repeat others to fill the batch.
  public var validCount: Int

  /// A batch from what a network has written.
  ///
  /// - Parameters:
  ///   - values: `[T, N, H, W, C]`.
  ///   - validCount: windows that count, the first ones; nil: all.
  public init(
    steps: Int, count: Int, height: Int, width: Int, channels: Int, values: [Float],
    mask: FrameMask = .everything, validCount: Int? = nil
  ) {
    let pixels = count * height * width
    let maskFits =
      switch mask {
      case .everything: true
      case .steady(let values): values.count == pixels
      case .byStep(let values): values.count == steps * pixels
      }
    precondition(
      values.count == steps * pixels * channels && maskFits,
      "\(values.count) values for a batch of [\(steps), \(count), \(height), \(width), \(channels)]"
    )
    self.steps = steps
    self.count = count
    self.height = height
    self.width = width
    self.channels = channels
    self.values = values
    self.mask = mask
    self.validCount = validCount ?? count
  }

  /// Puts windows of images side by side: equally many, of equal size and channels, at least one.
  public init(windows: [[FrameImage]], validCount: Int? = nil) {
    let steps = windows.first?.count ?? 0
    precondition(windows.allSatisfy { $0.count == steps }, "windows of different lengths")
    self.init(steps: steps, count: windows.count, validCount: validCount) { windows[$1][$0] }
  }

  /// Puts images side by side, asking for one at a time, so that no more than one is held besides
  /// the batch; all of one size, at least one.
  ///
  /// - Parameter image: the image of a time step and a window.
  /// - Throws: what `image` throws.
  public init<Failure: Error>(
    steps: Int, count: Int, validCount: Int? = nil,
    image: (_ step: Int, _ window: Int) throws(Failure) -> FrameImage
  ) throws(Failure) {
    precondition(steps > 0 && count > 0, "a batch of \(steps) time steps and \(count) windows")
    let first = try image(0, 0)
    let pixels = first.height * first.width
    var values: [Float] = []
    values.reserveCapacity(steps * count * pixels * first.channels)
    // Made at the first image that misses a pixel.
    var mask: [Float]?
    for step in 0..<steps {
      for window in 0..<count {
        let place = step * count + window
        let image = place == 0 ? first : try image(step, window)
        precondition(
          image.size == first.size && image.channels == first.channels,
          "images of \(first.size) and \(image.size) in one batch")
        values += image.values
        if let observed = image.mask {
          var all = mask ?? [Float](repeating: 1, count: place * pixels)
          mask = nil
          all += observed
          mask = all
        } else {
          mask?.append(contentsOf: repeatElement(1, count: pixels))
        }
      }
    }
    self.init(
      steps: steps, count: count, height: first.height, width: first.width,
      channels: first.channels, values: values, mask: mask.map { .byStep($0) } ?? .everything,
      validCount: validCount)
  }

  /// One image of a window, or its upper left part.
  ///
  /// - Parameter size: of the part, at most the batch's; nil: all of it.
  public func image(step: Int, window: Int, size: FrameSize? = nil) -> FrameImage {
    let part = size ?? FrameSize(height: height, width: width)
    precondition(
      part.height <= height && part.width <= width, "\(part) of images of \(width)x\(height)")
    let start = (step * count + window) * height * width
    let whole = mask(step: step, window: window)
    // Of a part only whole rows lie side by side.
    guard part.width < width else {
      let pixels = part.height * width
      let observed = whole?.prefix(pixels)
      return FrameImage(
        height: part.height, width: width, channels: channels,
        values: Array(values[start * channels..<(start + pixels) * channels]),
        mask: observed.flatMap { $0.allSatisfy { $0 == 1 } ? nil : Array($0) })
    }
    var cut: [Float] = []
    cut.reserveCapacity(part.height * part.width * channels)
    var cutMask: [Float]? = whole == nil ? nil : []
    for y in 0..<part.height {
      let row = start + y * width
      cut += values[row * channels..<(row + part.width) * channels]
      if let whole {
        cutMask?.append(contentsOf: whole.dropFirst(y * width).prefix(part.width))
      }
    }
    return FrameImage(
      height: part.height, width: part.width, channels: channels, values: cut,
      mask: cutMask.flatMap { $0.allSatisfy { $0 == 1 } ? nil : $0 })
  }

  /// Some of the time steps: inputs or targets.
  public func steps(_ range: Range<Int>) -> FrameBatch {
    let pixels = count * height * width
    let part: FrameMask
    switch mask {
    case .everything, .steady: part = mask
    case .byStep(let values):
      part = .byStep(Array(values[range.lowerBound * pixels..<range.upperBound * pixels]))
    }
    return FrameBatch(
      steps: range.count, count: count, height: height, width: width, channels: channels,
      values: Array(
        values[range.lowerBound * pixels * channels..<range.upperBound * pixels * channels]),
      mask: part, validCount: validCount)
  }
}
