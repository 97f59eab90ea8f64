import ForeframeMotion
import Testing

@Suite struct MotionHistoryTests {
  /// Every method finds a motion that is the same everywhere; the sign is the direction of motion.
  @Test(arguments: MotionMethod.allCases)
  func steadyMotionIsFound(method: MotionMethod) {
    let series = MovingBlobs.series(4, dx: 2.3, dy: -1.4)
    let field = MotionHistory(series).field(method, at: 3, pairs: 3)
    // Away from the border, where blobs enter.
    var (x, y, count) = (Float(0), Float(0), Float(0))
    for row in 16..<48 {
      for column in 16..<56 {
        x += field.x[row, column]
        y += field.y[row, column]
        count += 1
      }
    }
    let (dx, dy): (Float, Float) = method == .none ? (0, 0) : (2.3, -1.4)
    // The peak of a correlation is found between pixels by a parabola.
    let bound: Float = method == .global ? 0.3 : 0.1
    #expect(
      abs(x / count - dx) < bound && abs(y / count - dy) < bound, "\(x / count), \(y / count)")
  }

  /// Results do not depend on how work is shared out, nor on what was asked for before.
  @Test func theSameBytesAgain() {
    let series = MovingBlobs.series(4, dx: 1.2, dy: 0.7)
    let first = MotionHistory(series)
    first.prepare([.mixed], newer: 1..<4)
    let second = MotionHistory(series)
    #expect(
      first.field(.mixed, at: 3, pairs: 3) == second.field(.mixed, at: 3, pairs: 3))
    _ = second.field(.dense, at: 2, pairs: 2)
    #expect(second.field(.mixed, at: 3, pairs: 3) == first.field(.mixed, at: 3, pairs: 3))
  }

  /// Later frames do not enter an earlier field.
  @Test func nothingIsSeenFromLater() {
    let series = MovingBlobs.series(5, dx: 1.2, dy: 0.7)
    var changed = series.frames
    changed[4] = changed[4].map { 255 - $0 }
    let before = MotionHistory(series).field(.mixed, at: 3, pairs: 3)
    let after = MotionHistory(PlaneSeries(frames: changed)).field(.mixed, at: 3, pairs: 3)
    #expect(before == after)
  }

  /// Any size, down to a pixel, and frames without any texture.
  @Test(arguments: [(1, 1), (1, 9), (7, 40), (8, 8), (9, 33), (31, 64)])
  func sizesAndFlatFrames(height: Int, width: Int) {
    let series = MovingBlobs.series(3, height: height, width: width, dx: 1, dy: 0)
    let flat = PlaneSeries(
      frames: [Plane](
        repeating: Plane(height: height, width: width, repeating: 7), count: 3))
    for method in MotionMethod.allCases {
      for series in [series, flat] {
        let field = MotionHistory(series).field(method, at: 2, pairs: 2)
        #expect((field.x.values + field.y.values).allSatisfy { $0.isFinite }, "\(method)")
        let forecast = MotionHistory(series).advected(
          series, MotionSettings(method, inputs: 3), last: 2, first: 0, leads: 2)
        #expect(forecast.count == 2 && forecast.allSatisfy { $0.values.allSatisfy(\.isFinite) })
      }
    }
  }

  /// What moves under the mask does not count.
  @Test func maskedCorrelationLeavesOutTheMask() {
    let frames = MovingBlobs.series(3, dx: 3, dy: 2).frames
    var mask = Plane(height: 64, width: 72, repeating: 1)
    let still = frames.map { frame in
      var frame = frame
      for y in 0..<64 { for x in 0..<24 { frame[y, x] = Float((x * 7 + y * 13) % 97) * 2.5 } }
      return frame
    }
    for y in 0..<64 { for x in 0..<24 { mask[y, x] = 0 } }
    let masked = MotionHistory(PlaneSeries(frames: still, mask: mask)).field(
      .global, at: 2, pairs: 2)
    #expect(abs(masked.x[0, 0] - 3) < 0.2 && abs(masked.y[0, 0] - 2) < 0.2)
  }
}
