/// How samples become the numbers of a network: `minimum` is 0, `maximum` is 1, in between and
/// beyond a straight line. The inverse rounds to the nearest sample and clamps, so a sample comes
/// back unchanged through both.
public struct SampleScaling: Sendable, Hashable {
  /// The sample that becomes 0.
  public var minimum: Float
  /// The sample that becomes 1; not equal to `minimum`.
  public var maximum: Float
  /// The (normalised) value that stands for missing pixels.
  public var fill: Float

  /// A scaling of [minimum, maximum] to [0, 1].
  public init(minimum: Float, maximum: Float, fill: Float = 0) {
    precondition(
      minimum.isFinite && maximum.isFinite && minimum != maximum,
      "scaling from \(minimum) to \(maximum)")
    self.minimum = minimum
    self.maximum = maximum
    self.fill = fill
  }

  /// All samples of a bit depth, 0 to 2^bitDepth - 1.
  public init(bitDepth: Int) {
    self.init(minimum: 0, maximum: Float((1 << bitDepth) - 1))
  }

  /// The value of a sample.
  @inlinable
  public func value(_ sample: UInt16) -> Float { (Float(sample) - minimum) / (maximum - minimum) }

  /// The sample, 0...maximumSample, nearest to a value; 0 for NaN.
  @inlinable
  public func sample(_ value: Float, maximumSample: Int) -> UInt16 {
    let scaled = (minimum + value * (maximum - minimum)).rounded(.toNearestOrAwayFromZero)
    guard scaled > 0 else { return 0 }
    return UInt16(min(scaled, Float(maximumSample)))
  }
}
