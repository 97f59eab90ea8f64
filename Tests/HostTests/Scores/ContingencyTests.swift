import Testing
import ForeframeTraining

@Suite struct ContingencyTests {
  /// Finley's tornado forecasts of 1884, the classic worked example (Jolliffe and Stephenson,
  /// Forecast Verification, chapter 3): 28 hits, 72 false alarms, 23 misses, 2680 others.
  @Test func finley() throws {
    let counts = Contingency(hits: 28, falseAlarms: 72, misses: 23, correctNegatives: 2680)
    #expect(abs(try #require(counts.pod) - 0.549) < 5e-4)
    #expect(abs(try #require(counts.far) - 0.720) < 5e-4)
    #expect(abs(try #require(counts.csi) - 0.228) < 5e-4)
    #expect(abs(try #require(counts.hss) - 0.355) < 5e-4)
  }

  /// HSS = 2 GSS / (GSS + 1) with hits by chance taken off.
  @Test func heidkeFromGilbert() throws {
    let counts = Contingency(hits: 82, falseAlarms: 38, misses: 23, correctNegatives: 222)
    let chance = 120.0 * 105 / 365
    let gss = (82 - chance) / (82 + 38 + 23 - chance)
    #expect(abs(try #require(counts.hss) - 2 * gss / (gss + 1)) < 1e-12)
  }

  @Test func undefined() {
    #expect(Contingency().csi == nil && Contingency().hss == nil)
    let quiet = Contingency(correctNegatives: 9)
    #expect(quiet.pod == nil && quiet.far == nil && quiet.csi == nil && quiet.hss == nil)
    let missed = Contingency(misses: 2, correctNegatives: 2)
    #expect(missed.pod == 0 && missed.far == nil && missed.csi == 0 && missed.hss == 0)
    let alarmed = Contingency(falseAlarms: 2, correctNegatives: 2)
    #expect(alarmed.pod == nil && alarmed.far == 1 && alarmed.csi == 0)
  }

  @Test func countsAtAndAboveThreshold() throws {
    var scores = ScoreAccumulator(
      leadCount: 1, options: ScoreOptions(thresholds: [0.5, 0.9, 0]))
    scores.add(
      truth: [0.5, 0.5, 0.25, 0.25, 1, 0.5], prediction: [0.5, 0.25, 0.5, 0.25, 1, .nan],
      reference: [0, 0, 0, 0, 0, 0], mask: [1, 1, 1, 1, 0, 1], height: 2, width: 3)
    let row = try #require(scores.report().leads.first)
    #expect(
      row.model.events.map(\.counts) == [
        Contingency(hits: 1, falseAlarms: 1, misses: 2, correctNegatives: 1),
        Contingency(correctNegatives: 5),
        Contingency(hits: 4, misses: 1),
      ])
    #expect(row.reference.events[0].counts == Contingency(misses: 3, correctNegatives: 2))
  }
}
