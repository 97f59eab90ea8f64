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

  /// The mean of the observed pixels of the last four of some frames.
  func level(_ indices: [Int]) -> Float {
    let means = indices.suffix(4).map { frames[$0].mean(where: mask) }
    return Float(means.reduce(0, +) / Double(means.count))
  }

  /// The series with fewer pixels; one is observed where all that it covers are.
  func reduced(height: Int, width: Int) -> PlaneSeries {
    if height == mask.height && width == mask.width { return self }
    return PlaneSeries(
      frames: frames.map { $0.reduced(height: height, width: width) },
      mask: isComplete
        ? nil : mask.reduced(height: height, width: width).map { $0 > 0.9999 ? 1 : 0 })
  }
}
