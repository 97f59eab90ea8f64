import ForeframeMotion
import Testing

/// Forecasts of large frames, of which only the last two and a mean are held, are those of frames that are
/// all held, to the last bit.
@Suite struct LastFramesTests {
  private static let pixels = 80 * 80
  private static let last = 5

  private static func series(masked: Bool) -> PlaneSeries {
    var mask: Plane?
    if masked {
      var some = Plane(height: 141, width: 150, repeating: 1)
      for y in 0..<141 { for x in 120..<150 - y % 7 { some[y, x] = 0 } }
      mask = some
    }
    return MovingBlobs.series(
      last + 1, height: 141, width: 150, dx: 1.5, dy: -0.8, fading: 0.1, mask: mask)
  }

  /// The history of frames that are reduced one by one, and what is left of them.
  private static func left(_ series: PlaneSeries, masked: Bool) -> (MotionHistory, MovableFrames) {
    let reduction = SeriesReduction(height: 141, width: 150, motionPixels: pixels)
    let history = MotionHistory(
      reduced: PlaneSeries(
        frames: series.frames.map(reduction.frame),
        mask: masked ? reduction.mask(series.mask) : nil),
      by: reduction, hindcastPixels: pixels)
    let left = history.lastFrames(
      mask: masked ? series.mask : nil, last: last, first: 0, withBefore: true
    ) { [series.frames[$0]] }
    return (history, MovableFrames(left[0], at: last, isComplete: !masked))
  }

  @Test(arguments: [false, true])
  func theyForecastWhatAllFramesDo(masked: Bool) {
    let series = Self.series(masked: masked)
    let whole = MotionHistory(series, motionPixels: Self.pixels, hindcastPixels: Self.pixels)
    let (history, channel) = Self.left(series, masked: masked)
    #expect(whole.field(.mixed, at: Self.last, pairs: 3).height == 141)
    #expect(
      history.field(.mixed, at: Self.last, pairs: 3) == whole.field(.mixed, at: Self.last, pairs: 3)
    )
    let buffers = FrameBuffers(height: 141, width: 150)
    let settings = [MotionMethod.dense, .mixed, .none].map { MotionSettings($0, inputs: 6) }
    for settings in settings {
      var moved = AdvectedFrames(
        history, settings, channel, last: Self.last, first: 0, buffers: buffers)
      let frames = whole.advected(series, settings, last: Self.last, first: 0, leads: 3)
      for frame in frames { #expect(moved.next() == frame, "\(settings.method)") }
    }
    func forecasts(_ history: MotionHistory) -> [DampedForecast] {
      settings.map { DampedForecast(history, $0, last: Self.last, first: 0, leads: 3) }
    }
    let all = forecasts(whole)
    #expect(all.contains { $0.damping.growth > 0 }, "nothing needs the frame before the last one")
    var damped = DampedFrames(
      meanOf: forecasts(history), channel,
      bands: GaussianBands(mask: series.mask), range: 0...255, buffers: buffers)
    for frame in DampedForecast.frames(meanOf: all, series, leads: 3) {
      #expect(damped.next() == frame)
    }
  }
}
