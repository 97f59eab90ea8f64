/// One channel of a sequence of frames, with the pixels that are always observed.
public struct PlaneSeries: Sendable {
  /// In order of time, at least one, all of one size.
  public let frames: [Plane]
  /// 1 where a pixel is always observed, 0 elsewhere.
  public let mask: Plane
  /// Whether every pixel is always observed.
  let isComplete: Bool

  /// - Parameter mask: 1 where a pixel is always observed, 0 elsewhere; nil: everywhere.
  public init(frames: [Plane], mask: Plane? = nil) {
    guard let frame = frames.first else { preconditionFailure("a series of no frames") }
    precondition(
      frames.allSatisfy { $0.hasSize(of: frame) } && (mask?.hasSize(of: frame) ?? true),
      "frames and mask of different sizes")
    self.frames = frames
    self.mask = mask ?? Plane(height: frame.height, width: frame.width, repeating: 1)
    isComplete = mask.map { $0.values.allSatisfy { $0 == 1 } } ?? true
  }

  /// The mean of the observed pixels of the last four of the frames `first...last`.
  func level(last: Int, first: Int) -> Float {
    var (sum, count) = (0.0, 0)
    for frame in frames[max(first, last - 3)...last] {
      for (value, seen) in zip(frame.values, mask.values) where seen > 0 {
        sum += Double(value)
        count += 1
      }
    }
    return count > 0 ? Float(sum / Double(count)) : 0
  }
}
