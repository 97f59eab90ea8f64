/// A small deterministic generator (SplitMix64): the same seed and stream give the same numbers on
/// every machine. Streams of one seed are independent, so that any sequence, epoch or sample can
/// be made alone. Not for secrets.
public struct SeededRandom: RandomNumberGenerator, Hashable, Sendable {
  /// Everything there is to keep in order to go on later.
  public var state: UInt64

  /// The start of a stream.
  public init(seed: UInt64, stream: UInt64 = 0) {
    state = Self.mix(Self.mix(seed &+ Self.step) ^ (stream &* 0xD134_2543_DE82_EF95 &+ 1))
  }

  /// Goes on from a kept state.
  public init(state: UInt64) { self.state = state }

  private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= Self.step
    return Self.mix(state)
  }

  /// A number in [0, 1), a multiple of 2^-53.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number between two limits.
  public mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A whole number in 0 ..< `count`, each equally likely; `count` must be positive.
  public mutating func below(_ count: Int) -> Int {
    precondition(count > 0, "SeededRandom.below(\(count))")
    let bound = UInt64(count)
    // Lemire's method: reject the few values that would favour some results.
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// 0 ..< `count` in random order (Fisher and Yates).
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, below(last + 1)) }
    return order
  }
}
