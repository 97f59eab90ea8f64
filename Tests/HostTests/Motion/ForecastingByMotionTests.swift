import ForeframeMotion
import RealModule
import Testing

@Suite struct ForecastingByMotionTests {
  /// Steady motion goes on: a tenth of the error of the last frame, at every lead.
  @Test func steadyMotionGoesOn() {
    let all = MovingBlobs.series(8, dx: 2.3, dy: -1.4)
    let series = PlaneSeries(frames: Array(all.frames[0..<4]))
    var inner = Plane(height: 64, width: 72)
    for y in 20..<44 { for x in 20..<52 { inner[y, x] = 1 } }
    let forecast = MotionHistory(series).advected(
      series, MotionSettings(.mixed, inputs: 4), last: 3, first: 0, leads: 4)
    for lead in 0..<4 {
      let truth = all.frames[4 + lead]
      let ratio =
        MovingBlobs.error(forecast[lead], truth, mask: inner)
        / MovingBlobs.error(series.frames[3], truth, mask: inner)
      #expect(ratio < 0.1, "lead \(lead + 1): \(ratio)")
    }
  }

  /// A field that is the same everywhere shifts the frame; whole pixels without any blur.
  @Test func constantFieldsShift() {
    let frame = MovingBlobs.frame(height: 20, width: 24, time: 0, dx: 0, dy: 0)
    let field = DisplacementField(height: 20, width: 24, x: 2, y: -1)
    let displacements = Advection.displacements(of: field, leads: 3)
    for (lead, displacement) in displacements.enumerated() {
      let moved = frame.warped(by: displacement, border: .zero)
      let (dx, dy) = (2 * (lead + 1), -(lead + 1))
      for y in 0..<20 {
        for x in 0..<24 {
          let isInside = (0..<20).contains(y - dy) && (0..<24).contains(x - dx)
          #expect(moved[y, x] == (isInside ? frame[y - dy, x - dx] : 0))
        }
      }
    }
  }

  /// The warp of a sum is the sum of the warps.
  @Test func warpingIsLinear() {
    let a = MovingBlobs.frame(height: 9, width: 11, time: 0, dx: 0, dy: 0)
    let b = MovingBlobs.frame(height: 9, width: 11, time: 3, dx: 1, dy: 1)
    let field = DisplacementField(height: 9, width: 11, x: 0.4, y: -1.7)
    func combined(_ a: Plane, _ b: Plane) -> Plane { a.zipped(with: b) { 2 * $0 - 3 * $1 } }
    let sum = combined(a, b).warped(by: field, border: .zero)
    let apart = combined(
      a.warped(by: field, border: .zero), b.warped(by: field, border: .zero))
    for (x, y) in zip(sum.values, apart.values) { #expect(abs(x - y) <= 1e-3) }
  }

  /// What comes in from outside is no hole: bright frames stay bright where others have moved away.
  @Test(arguments: [Inflow.softEdge, .halfMean])
  func inflowIsNeverZero(inflow: Inflow) {
    let blobs = MovingBlobs.series(3, dx: 5, dy: 3)
    let series = PlaneSeries(frames: blobs.frames.map { $0.map { 100 + $0 / 2 } })
    let history = MotionHistory(series)
    let field = history.field(.global, at: 2, pairs: 2)
    #expect(field.x[0, 0] > 4 && field.y[0, 0] > 2, "nothing flows in")
    let forecast = history.advected(
      series, MotionSettings(.global, inputs: 3, inflow: inflow), last: 2, first: 0, leads: 5)
    for plane in forecast { #expect(plane.values.allSatisfy { $0 >= 99.9 }) }
  }

  /// Outside of the mask the last frame gives way to the mean of the inputs.
  @Test func outsideOfTheMask() {
    var mask = Plane(height: 64, width: 72, repeating: 1)
    for y in 0..<64 { for x in 60..<72 { mask[y, x] = 0 } }
    let series = MovingBlobs.series(4, dx: 2, dy: 1, mask: mask)
    let mean = Plane.mean(of: series.frames)
    let history = MotionHistory(series)
    let settings = MotionSettings(.dense, inputs: 4)
    let damped = DampedForecast(history, settings, last: 3, first: 0, leads: 40)
    for forecast in [
      damped.frames(series, leads: 40),
      history.advected(series, settings, last: 3, first: 0, leads: 40),
    ] {
      for y in 0..<64 {
        for x in 60..<72 {
          let change = series.frames[3][y, x] - mean[y, x]
          #expect(abs(forecast[0][y, x] - mean[y, x] - .exp(-0.25) * change) < 1e-3)
          #expect(abs(forecast[39][y, x] - mean[y, x]) <= 1e-4 * abs(change) + 1e-3)
        }
      }
    }
  }

  /// What fades is forecast to fade on: less error than motion alone.
  @Test func changesGoOn() {
    let all = MovingBlobs.series(9, dx: 1.5, dy: 0.5, fading: 0.12)
    let series = PlaneSeries(frames: Array(all.frames[0..<6]))
    let history = MotionHistory(series)
    let settings = MotionSettings(.mixed, inputs: 6)
    let moved = history.advected(series, settings, last: 5, first: 0, leads: 3)
    let forecast = DampedForecast(history, settings, last: 5, first: 0, leads: 3)
    #expect(forecast.damping.growth > 0)
    let damped = forecast.frames(series, leads: 3)
    for lead in 0..<3 {
      let truth = all.frames[6 + lead]
      #expect(MovingBlobs.error(damped[lead], truth) < MovingBlobs.error(moved[lead], truth))
    }
  }

  /// Another channel of the frames moves along.
  @Test func otherChannelsMoveAlong() {
    let series = MovingBlobs.series(4, dx: 2, dy: 0)
    let other = PlaneSeries(frames: series.frames.map { $0.map { 255 - $0 } })
    let history = MotionHistory(series)
    let settings = MotionSettings(.mixed, inputs: 4)
    let a = history.advected(series, settings, last: 3, first: 0, leads: 2)
    let b = history.advected(other, settings, last: 3, first: 0, leads: 2)
    for (x, y) in zip(a[1].values, b[1].values) { #expect(abs(x + y - 255) < 0.01) }
  }

  /// A dark frame among the inputs changes neither motion nor means.
  @Test func defectiveFramesTakeNoPart() {
    let all = MovingBlobs.series(13, dx: 2.3, dy: -1.4)
    let inputs = Array(all.frames[0..<10])
    let spoilt = inputs.enumerated().map { $0 == 6 ? $1.map { 0.3 * $0 } : $1 }
    let whole = MotionHistory(PlaneSeries(frames: inputs))
    let history = MotionHistory(PlaneSeries(frames: spoilt))
    #expect(whole.defectiveFrames(last: 9) == [])
    #expect(history.defectiveFrames(last: 9) == [6])
    // Nothing comes back before the frame after it is seen.
    #expect(history.defectiveFrames(last: 6) == [])
    let field = history.field(.mixed, at: 9, pairs: 4)
    #expect(abs(field.x[32, 36] - 2.3) < 0.1 && abs(field.y[32, 36] + 1.4) < 0.1)
    let settings = MotionSettings(.mixed, inputs: 10)
    func error(_ history: MotionHistory) -> Float {
      let forecast = DampedForecast(history, settings, last: 9, first: 0, leads: 3)
      let frames = forecast.frames(history.series, leads: 3)
      return (0..<3).reduce(0) { $0 + MovingBlobs.error(frames[$1], all.frames[10 + $1]) }
    }
    #expect(error(history) < 1.1 * error(whole))
  }
}
