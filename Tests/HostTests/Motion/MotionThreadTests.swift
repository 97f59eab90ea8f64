import ForeframeMotion
import Testing

/// What threads share is put together the same way, however many there are.
@Suite struct MotionThreadTests {
  /// Large enough for several parts of each loop, and reduced for motion and hindcast.
  private static let series = MovingBlobs.series(4, height: 203, width: 190, dx: 2.3, dy: -1.4)

  private static func forecasts(threads: Int?) -> [[Plane]] {
    Stripes.$threads.withValue(threads) {
      let history = MotionHistory(series, motionPixels: 12_000, hindcastPixels: 12_000)
      history.prepare([.mixed], newer: 1..<4)
      let settings = MotionSettings(.mixed, inputs: 4)
      let damped = DampedForecast(history, settings, last: 3, first: 0, leads: 2)
      let field = history.field(.mixed, at: 3, pairs: 3)
      return [
        [field.x, field.y], damped.frames(series, leads: 2),
        history.advected(series, settings, last: 3, first: 0, leads: 2),
      ]
    }
  }

  @Test func theSameBytesForAnyNumberOfThreads() {
    let one = Self.forecasts(threads: 1)
    #expect(one[1].allSatisfy { $0.values.contains { $0 > 10 } }, "nothing is forecast")
    for threads in [2, 3, nil] {
      #expect(one == Self.forecasts(threads: threads), "\(threads.map(String.init) ?? "all")")
    }
  }

  /// Motion found with fewer pixels is that of the whole frame.
  @Test func reducedFramesHaveTheSameMotion() {
    let whole = MotionHistory(Self.series).field(.mixed, at: 3, pairs: 3)
    let reduced = MotionHistory(Self.series, motionPixels: 12_000, hindcastPixels: 12_000)
      .field(.mixed, at: 3, pairs: 3)
    #expect(whole != reduced && reduced.x.hasSize(of: whole.x))
    for field in [whole, reduced] {
      var (x, y) = (Float(0), Float(0))
      for row in 60..<140 {
        for column in 60..<130 { (x, y) = (x + field.x[row, column], y + field.y[row, column]) }
      }
      #expect(abs(x / 5600 - 2.3) < 0.1 && abs(y / 5600 + 1.4) < 0.1, "\(x / 5600), \(y / 5600)")
    }
  }

  /// Hindcasts with fewer pixels choose as well.
  @Test func reducedHindcastsChooseAsWell() {
    let all = MovingBlobs.series(8, height: 140, width: 130, dx: 1.5, dy: 0.5, fading: 0.12)
    let series = PlaneSeries(frames: Array(all.frames[0..<6]))
    let settings = MotionSettings(.mixed, inputs: 6)
    func error(_ pixels: Int) -> Float {
      let history = MotionHistory(series, motionPixels: pixels, hindcastPixels: pixels)
      let forecast = DampedForecast(history, settings, last: 5, first: 0, leads: 2)
      #expect(forecast.damping.growth > 0)
      let frames = forecast.frames(series, leads: 2)
      return (0..<2).reduce(0) { $0 + MovingBlobs.error(frames[$1], all.frames[6 + $1]) }
    }
    let whole = error(20_000)
    #expect(error(5000) < 1.2 * whole)
  }
}
