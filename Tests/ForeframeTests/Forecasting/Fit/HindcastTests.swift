import Foreframe
import ForeframeFrames
import Testing

/// A model is tried on frames that are known already.
@Suite struct HindcastTests {
  /// Frames that become brighter by 10 each time.
  private func ramp(_ count: Int) -> [Frame] {
    (0..<count).map { Frame(format: FrameFormat(width: 4, height: 3), repeating: UInt16(10 * $0)) }
  }

  /// Predicts black.
  private struct Black: Forecaster {
    var name: String { "black" }
    func forecast(
      _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
    ) throws -> FrameBatch {
      var batch = try PersistenceForecaster().forecast(inputs, horizon: horizon)
      batch.values = batch.values.map { _ in 0 }
      return batch
    }
  }

  @Test func persistenceIsBesideTheModel() throws {
    let good = try #require(
      try Hindcast(LinearForecaster(), ramp(12), inputs: 4, horizon: 10))
    #expect(good.inputs == 4 && good.count == 4)
    #expect(good.error < 1e-12 && !good.isWorse)
    // Wrong by 10, 20, 30 and 40 samples.
    #expect(abs(good.persistenceError * 255 * 255 - 750) < 1e-2)
    #expect(good.sentence.contains("your last 4 frames") && good.sentence.contains("0 % of"))

    let bad = try #require(try Hindcast(Black(), ramp(12), inputs: 4, horizon: 1))
    #expect(bad.count == 1 && bad.isWorse)
    #expect(bad.ratio.map { abs($0 - 121) < 1e-3 } ?? false)
    #expect(bad.sentence.contains("your last frame") && bad.sentence.contains("121 times"))
  }

  @Test func stillFramesAreSaid() throws {
    let still = [Frame](repeating: ramp(3)[2], count: 6)
    let found = try #require(try Hindcast(Black(), still, inputs: 2, horizon: 2))
    #expect(found.ratio == nil && found.isWorse && found.sentence.contains("no error"))
  }

  @Test(arguments: [
    (30, 10, 10, 4), (30, 10, 2, 2), (12, 10, 10, 2), (10, 10, 10, 3), (4, 10, 10, 1),
    (2, 10, 10, 1), (1, 10, 10, 0), (0, 10, 10, 0), (2, 1, 5, 1),
  ])
  func aShortSequenceIsComparedInPart(_ available: Int, _ inputs: Int, _ horizon: Int, _ count: Int)
  {
    #expect(Hindcast.count(available: available, inputs: inputs, horizon: horizon) == count)
  }

  @Test func whatIsMissingDoesNotCount() throws {
    var frames = ramp(6)
    for index in frames.indices.suffix(2) { frames[index].samples[0] = 255 }
    let found = try #require(
      try Hindcast(LinearForecaster(), frames, inputs: 3, horizon: 2, noData: 255))
    #expect(found.error < 1e-12)
    let nothing = [Frame](repeating: ramp(1)[0], count: 6)
    #expect(try Hindcast(LinearForecaster(), nothing, inputs: 3, horizon: 2, noData: 0) == nil)
  }
}
