/// Numbers that look random and come from a formula alone.
public enum Formula {
  /// `count` numbers within a range, different for every seed.
  public static func values(
    _ count: Int, seed: Int, in range: ClosedRange<Float> = -1...1
  ) -> [Float] {
    (0..<count).map { index in
      // Weyl's sequence, shuffled by a multiplicative hash.
      var word = UInt32(truncatingIfNeeded: index &* 2_654_435_761 &+ seed &* 40_503_331 &+ 12_345)
      word ^= word >> 16
      word = word &* 0x7feb_352d
      word ^= word >> 15
      word = word &* 0x846c_a68b
      word ^= word >> 16
      let unit = Float(word >> 8) / Float(1 << 24)
      return range.lowerBound + (range.upperBound - range.lowerBound) * unit
    }
  }
}
