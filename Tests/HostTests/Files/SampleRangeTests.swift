import ForeframeFiles
import Testing

/// The ends of a normalisation, as the floats that they become.
@Suite struct SampleRangeTests {
  @Test(arguments: [(0.0, 255.0), (-1, 1), (84.5, 84.6), (0, 65_535), (-1e6, 1e6)])
  func usualRanges(_ minimum: Double, _ maximum: Double) throws {
    let range = try SampleRange(minimum: minimum, maximum: maximum)
    #expect(range.minimum == Float(minimum) && range.maximum == Float(maximum))
  }

  @Test(
    arguments: [
      (5.0, 5.0), (5, 4), (.nan, 1), (0, .nan), (-.infinity, 1), (0, .infinity), (0, 1e300),
      (-3e38, 3e38), (-1e30, 1e30), (16_777_216, 16_777_217), (1000, 1000.000_000_001), (0, 1e-30),
      (1_000_000.1, 1_000_001),
    ] as [(Double, Double)])
  func rangesThatAreNone(_ minimum: Double, _ maximum: Double) {
    #expect(throws: SampleRange.Failure.self) {
      try SampleRange(minimum: minimum, maximum: maximum)
    }
  }
}
