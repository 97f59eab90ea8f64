import ForeframeTraining
import Testing

@Suite struct FractionsTests {
  /// An event in the first of four pixels, forecast in the second.
  private func score(
    _ convention: ScoreConvention, window: Int, mask: [Float]? = nil
  ) -> Double? {
    var scores = ScoreAccumulator(
      leadCount: 1,
      options: ScoreOptions(convention: convention, thresholds: [0.5], windows: [window]))
    scores.add(
      truth: [1, 0, 0, 0], prediction: [0, 1, 0, 0], reference: [1, 0, 0, 0], mask: mask,
      height: 1, width: 4)
    return scores.report().total.model.events[0].fractions[0]
  }

  @Test func byHand() throws {
    #expect(score(.foreframe, window: 1) == 0 && score(.pysteps, window: 1) == 0)
    // Shares 1/2 1/3 0 0 and 1/2 1/3 1/3 0.
    let observed = try #require(score(.foreframe, window: 3))
    #expect(abs(observed - 13.0 / 15) < 1e-12)
    // Shares 1 1 0 0 and 1 1 1 0 of nine pixels.
    let full = try #require(score(.pysteps, window: 3))
    #expect(abs(full - 0.8) < 1e-12)
    // A window as large as everything.
    #expect(score(.foreframe, window: 9) == 1)
  }

  @Test func missingPixelsAreNotPartOfAWindow() throws {
    // The forecast event is left out, and so are the window around it and its pixel in others.
    #expect(score(.foreframe, window: 3, mask: [1, 0, 1, 1]) == 0)
    // For pysteps it is a forecast event next to no event.
    let full = try #require(score(.pysteps, window: 3, mask: [1, 0, 1, 1]))
    #expect(abs(full - 0.8) < 1e-12)
    // Pixel 2 sees the forecast event and itself of 1, 2: shares of truth 1 0 (-) and 1/2 1/2 (-).
    let last = try #require(score(.foreframe, window: 3, mask: [1, 1, 1, 0]))
    #expect(abs(last - (1 - (0.25) / (0.25 + 1.0 / 9 + 0.25 + 1.0 / 9 + 0.25))) < 1e-12)
  }

  @Test func nothingToSeeHasNoScore() {
    var scores = ScoreAccumulator(
      leadCount: 1, options: ScoreOptions(thresholds: [0.5], windows: [3]))
    scores.add(truth: [0, 0], prediction: [0, 0], reference: [1, 0], height: 1, width: 2)
    let report = scores.report()
    #expect(report.total.model.events[0].fractions == [nil])
    #expect(report.total.reference.events[0].fractions == [0])
  }

  /// Sums over cases come before the division.
  @Test func casesAreSummed() throws {
    var scores = ScoreAccumulator(
      leadCount: 1, options: ScoreOptions(thresholds: [0.5], windows: [1]))
    scores.add(truth: [1, 1], prediction: [1, 1], reference: [0, 0], height: 1, width: 2)
    scores.add(truth: [1, 0], prediction: [0, 0], reference: [0, 0], height: 1, width: 2)
    // 1 - 1 / (2 + 3)
    let found = try #require(scores.report().total.model.events[0].fractions[0])
    #expect(abs(found - 0.8) < 1e-12)
  }
}
