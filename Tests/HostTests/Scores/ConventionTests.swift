import ForeframeTraining
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What conventions count differently, by hand.
@Suite struct ConventionTests {
  /// Two cases of two lead times, frames of 1x3. At lead 1 there are 2 hits, 1 false alarm and 2 misses
  /// of events at 0.5 (two values equal it), and one pixel is missing in the truth. At lead 2 there is
  /// no event, and of the second case nothing was observed.
  private func scores(_ convention: ScoreConvention) -> Scores {
    var scores = ScoreAccumulator(
      leadCount: 2, options: ScoreOptions(convention: convention, thresholds: [0.5, 2]))
    let persistence: [Float] = [0, 0, 0]
    scores.add(
      truth: [1, 0, 0.5, 0, 0, 0], prediction: [1, 1, 0.25, 0.25, 0, 0], reference: persistence,
      height: 1, width: 3)
    scores.add(
      truth: [1, 1, 0, 0, 0, 0], prediction: [0.5, 0, 1, 0, 0, 0], reference: persistence,
      mask: [1, 1, 0, 0, 0, 0], height: 1, width: 3)
    return scores.report().total.model
  }

  @Test func foreframe() throws {
    let total = scores(.foreframe)
    let events = total.events[0]
    #expect(
      events.counts == Contingency(hits: 2, falseAlarms: 1, misses: 2, correctNegatives: 3))
    // Lead 2 has no score, and does not count.
    #expect(events.csi == 0.4 && events.pod == 0.5 && events.bias == 0.75)
    #expect(events.far == 1.0 / 3)
    #expect(total.events[1].csi == nil && total.events[1].bias == nil)
    // 8 observed values; of three frames.
    #expect(total.mse == 2.375 / 8 && total.mseSum == 2.375 / 3)
  }

  /// Shi et al. 2017: counts of each lead over all cases, then the mean of the leads, where a 0/0 stays
  /// one; errors summed over the mask and divided by the number of cases, whatever was observed.
  @Test func hko7() throws {
    let total = scores(.hko7)
    #expect(total.events[0].counts.hits == 2 && total.events[0].csi == nil)
    #expect(total.mseSum == 2.375 / 4)
    var one = ScoreAccumulator(
      leadCount: 1, options: ScoreOptions(convention: .hko7, thresholds: [0.5]))
    one.add(
      truth: [1, 0, 0.5], prediction: [1, 1, 0.25], reference: [0, 0, 0], height: 1, width: 3)
    // HSS from GSS: a = b = c = 1, d = 0, by chance 4/3.
    let gss = (1 - 4.0 / 3) / (3 - 4.0 / 3)
    let hss = try #require(one.report().total.model.events[0].hss)
    #expect(abs(hss - 2 * gss / (gss + 1)) < 1e-12)
  }

  /// Earthformer's `SEVIRSkillScore` in mode 0: 1e-4 in each denominator, all leads together; its bias.
  @Test func sevir() throws {
    let events = scores(.sevir).events[0]
    // What is missing is a correct negative.
    #expect(
      events.counts == Contingency(hits: 2, falseAlarms: 1, misses: 2, correctNegatives: 7))
    #expect(events.csi == 2 / 5.0001 && events.pod == 2 / 4.0001)
    // The success ratio, hits / (hits + false alarms + 1e-4).
    let far = try #require(events.far)
    #expect(abs(1 - far - 2 / 3.0001) < 1e-15)
    let bias = 3 / 4.0001 / log(2)
    #expect(abs(try #require(events.bias) - bias * bias) < 1e-15)
    let none = scores(.sevir).events[1]
    #expect(none.csi == 0 && none.pod == 0 && none.far == 1 && none.bias == 0)
  }

  /// Strictly above; the forecast event at the missing pixel is a false alarm; all leads together.
  @Test func pysteps() throws {
    let events = scores(.pysteps).events[0]
    #expect(
      events.counts == Contingency(hits: 1, falseAlarms: 2, misses: 2, correctNegatives: 7))
    #expect(events.csi == 0.2)
    #expect(scores(.pysteps).events[1].csi == nil)
  }

  /// Sums over a frame's pixels, and a perfect frame has no finite peak ratio.
  @Test func openSTL() throws {
    let total = scores(.openSTL)
    #expect(total.events[0].csi == 0.4 && total.mseSum == 2.375 / 3)
    var perfect = ScoreAccumulator(leadCount: 1, options: ScoreOptions(convention: .openSTL))
    perfect.add(truth: [0, 1], prediction: [0, 1], reference: [0, 0], height: 1, width: 2)
    #expect(perfect.report().total.model.psnr == .infinity)
    #expect(ScoreConvention.openSTL.similarityRange == 2)
  }

  /// An event of the truth where the forecast is missing.
  @Test func aHoleInTheForecast() {
    func counts(_ convention: ScoreConvention) -> Contingency {
      var scores = ScoreAccumulator(
        leadCount: 1, forecasts: 2,
        options: ScoreOptions(convention: convention, thresholds: [0.5]))
      scores.add(
        truth: [1, 1, 0],
        forecasts: [
          ScoreAccumulator.Forecast(values: [1, 1, 0], mask: [1, 0, 1]),
          ScoreAccumulator.Forecast(values: [1, 1, 1]),
        ],
        shape: ScoreAccumulator.BatchShape(count: 1, height: 1, width: 3))
      let table = scores.table()
      // All forecasts are compared where all have values.
      #expect(table.pixels.all == 3 && table.pixels.missing == 1)
      #expect(table.rows[1].total.mse == 0.5)
      return table.rows[0].total.events[0].counts
    }
    #expect(counts(.foreframe) == Contingency(hits: 1, correctNegatives: 1))
    #expect(counts(.hko7) == Contingency(hits: 1, correctNegatives: 1))
    #expect(counts(.pysteps) == Contingency(hits: 1, misses: 1, correctNegatives: 1))
    #expect(counts(.sevir) == Contingency(hits: 1, correctNegatives: 2))
  }

  @Test func everyConventionSaysItsRules() {
    for name in ScoreConvention.Name.allCases {
      #expect(name.convention.name == name)
      #expect(name.convention.rules.count >= 8)
      #expect(Set(name.convention.rules).count == name.convention.rules.count)
    }
  }
}
