/// The samples of frames that become 0 and 1 in a network, as the 32-bit floats that it computes with.
public struct SampleRange: Hashable, Sendable {
  /// Why two numbers are no range, as a sentence.
  public struct Failure: Error, Hashable, Sendable {
    public var reason: String
  }

  /// The sample that becomes 0.
  public let minimum: Float
  /// The sample that becomes 1, above ``minimum``.
  public let maximum: Float

  /// The largest distance of an end from 0. Samples go up to 65,535; far beyond, a float no longer
  /// tells one sample from the next.
  public static let largestEnd = 1_000_000.0
  /// The smallest distance between the ends.
  public static let smallestWidth: Float = 1e-3

  /// - Throws: ``Failure`` for ends that are too large, or not apart once they are rounded.
  public init(minimum: Double, maximum: Double) throws(Failure) {
    for (name, end) in [("minimum", minimum), ("maximum", maximum)] {
      try Self.check(end, name)
    }
    self.minimum = Float(minimum)
    self.maximum = Float(maximum)
    guard self.maximum > self.minimum else {
      throw Failure(reason: "the maximum \(maximum) is not above the minimum \(minimum)")
    }
    guard self.maximum - self.minimum >= Self.smallestWidth else {
      throw Failure(
        reason: "the minimum \(minimum) and the maximum \(maximum) are too close to each other; "
          + "at least \(Self.smallestWidth) must be between them")
    }
  }

  /// Checks one end alone.
  public static func check(_ end: Double, _ name: String) throws(Failure) {
    guard abs(end) <= largestEnd else {
      throw Failure(
        reason: "the \(name) \(end) is too far from the samples of a frame, which go from 0 to "
          + "65535; at most \(Int(largestEnd)) is read")
    }
  }
}
