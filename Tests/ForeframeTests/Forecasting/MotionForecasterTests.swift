import Foreframe
import ForeframeFrames
import Testing

/// `motion` and `damped` on batches.
@Suite struct MotionForecasterTests {
  /// A square that moves by two pixels to the right for each time step, `[T, 1, 24, 40, C]`; the channels
  /// are copies of each other with different brightness.
  private func batch(steps: Int, channels: Int = 1, missing: Int? = nil) -> FrameBatch {
    var values: [Float] = []
    var mask: [Float] = []
    for step in 0..<steps {
      for y in 0..<24 {
        for x in 0..<40 {
          let isBright = (8..<16).contains(y) && (6 + 2 * step..<14 + 2 * step).contains(x)
          for channel in 0..<channels {
            values.append((isBright ? 0.8 : 0.1) / Float(channel + 1))
          }
          mask.append(step == missing && x < 3 ? 0 : 1)
        }
      }
    }
    return FrameBatch(
      steps: steps, count: 1, height: 24, width: 40, channels: channels, values: values,
      mask: missing == nil ? .everything : .byStep(mask))
  }

  private func error(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Float {
    zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Float(a.count)
  }

  @Test(arguments: [Baseline.motion, .damped], [1, 3])
  func theSquareMovesOn(baseline: Baseline, channels: Int) throws {
    let all = batch(steps: 6, channels: channels)
    let inputs = all.steps(0..<4)
    let forecast = try baseline.forecaster.forecast(inputs, horizon: 2)
    #expect(forecast.steps == 2 && forecast.channels == channels)
    let size = 24 * 40 * channels
    for lead in 0..<2 {
      let truth = all.values[(4 + lead) * size..<(5 + lead) * size]
      let found = forecast.values[lead * size..<(lead + 1) * size]
      let still = inputs.values[3 * size..<4 * size]
      #expect(error(found, truth) < 0.5 * error(still, truth), "lead \(lead + 1)")
    }
  }

  /// One frame has no motion; two have no hindcast.
  @Test(arguments: [Baseline.motion, .damped])
  func fewFrames(baseline: Baseline) throws {
    let one = batch(steps: 1)
    let forecast = try baseline.forecaster.forecast(one, horizon: 3)
    #expect(error(forecast.values[...], (one.values + one.values + one.values)[...]) < 1e-12)
    let two = batch(steps: 2)
    #expect(
      try DampedForecaster().forecast(two, horizon: 2)
        == MotionForecaster().forecast(two, horizon: 2))
  }

  /// Pixels that were seen at times are forecast; those that never were are missing.
  @Test func missingPixels() throws {
    let sometimes = try DampedForecaster().forecast(batch(steps: 4, missing: 3), horizon: 1)
    #expect(sometimes.mask == .everything)
    #expect(sometimes.values.allSatisfy { $0 >= 0 && $0 <= 1 })
    var never = batch(steps: 4)
    never.mask = .steady((0..<24 * 40).map { $0 % 40 < 3 ? 0 : 1 })
    let forecast = try DampedForecaster().forecast(never, horizon: 1)
    #expect(forecast.mask == never.mask)
  }

  @Test func itCanBeCancelled() {
    #expect(throws: ForecastError.self) {
      try DampedForecaster().forecast(
        batch(steps: 4), horizon: 2, progress: ForecastProgress(isCancelled: { true }))
    }
  }
}
