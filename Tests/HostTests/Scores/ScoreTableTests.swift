import ForeframeTraining
import Testing

@Suite struct ScoreTableTests {
  /// Three forecasts of twenty cases with a pair of pixels each; errors of the first grow from case to
  /// case, those of the second are 1, those of the third 2.
  private func table(seed: UInt64 = 0, perGroup: Int = 1, resamples: Int = 400) -> ScoreTable {
    var scores = ScoreAccumulator(
      leadCount: 2, forecasts: 3,
      options: ScoreOptions(thresholds: [0.5], windows: [1], resamples: resamples, seed: seed))
    for number in 0..<20 {
      scores.add(
        truth: [0, 1, 0, 1],
        forecasts: [
          ScoreAccumulator.Forecast(values: [Float(number) / 20, 1, 0, 1]),
          ScoreAccumulator.Forecast(values: [1, 1]),
          ScoreAccumulator.Forecast(values: [2, 1, 2, 1]),
        ],
        shape: ScoreAccumulator.BatchShape(count: 1, height: 1, width: 2),
        groups: [number / perGroup])
    }
    return scores.table()
  }

  @Test func skillsAgainstEveryOther() throws {
    let table = table()
    // Mean of (n / 20)² over n = 0 ..< 20, one of four values.
    let squares: Int = (0..<20).reduce(0) { $0 + $1 * $1 }
    let mse = Double(squares) / 400 / 80
    let found = try #require(table.rows[0].total.mse)
    #expect(abs(found - mse) < 1e-7)
    for (reference, error) in [(1, 0.5), (2, 2)] {
      let (skill, expected) = (
        try #require(table.skill(of: 0, against: reference)), 1 - mse / error
      )
      #expect(abs(skill - expected) < 1e-7)
    }
    #expect(table.skill(of: 1, against: 2) == 0.75)
    #expect(table.report(model: 1, reference: 2).skill == 0.75)
    #expect(table.caseCount == 20 && table.pixels.all == 80 && table.pixels.missing == 0)
  }

  @Test func everyMeanHasAnInterval() throws {
    let table = table()
    let row = table.rows[0]
    for kind in table.options.kinds where kind != .ssim {
      let interval = try #require(row.intervals[kind], "\(kind)")
      let value = try #require(row.total[kind], "\(kind)")
      #expect(interval.low <= value && value <= interval.high, "\(kind)")
      #expect(interval.groups == 20)
    }
    // Too small for a window.
    #expect(row.intervals[.ssim] == nil && row.total.ssim == nil)
    let mse = try #require(row.intervals[.mse])
    #expect(mse.low < mse.high)
    // Constant errors leave nothing to doubt.
    let constant = try #require(table.rows[1].intervals[.mse])
    #expect(constant.low == 0.5 && constant.high == 0.5)
    let skill = try #require(table.skillInterval(of: 0, against: 1))
    #expect(abs(skill.low - (1 - mse.high / 0.5)) < 1e-9)
    #expect(abs(skill.high - (1 - mse.low / 0.5)) < 1e-9)
    let json = table.report(model: 0, reference: 1).json
    #expect(json["total"]?["model"]?["mse_interval"]?[0]?.double == mse.low)
    #expect(json["total"]?["model"]?["events"]?[0]?["csi_interval"]?.array?.count == 2)
    #expect(json["total"]?["reference"]?["mse_interval"]?[1]?.double == 0.5)
    #expect(json["leads"]?[0]?["model"]?["mse_interval"] == nil)
  }

  @Test func theSameSeedDrawsTheSame() throws {
    let (one, again, other) = (table(), table(), table(seed: 1))
    #expect(one.rows == again.rows)
    #expect(one.rows[0].intervals[.mse] != other.rows[0].intervals[.mse])
    #expect(one.rows[0].total == other.rows[0].total)
    // Cases that belong together are less sure.
    let grouped = table(perGroup: 5)
    let (narrow, wide) = (
      try #require(one.rows[0].intervals[.mse]), try #require(grouped.rows[0].intervals[.mse])
    )
    #expect(grouped.groups == 4 && wide.high - wide.low > 1.3 * (narrow.high - narrow.low))
    #expect(table(perGroup: 20).rows[0].intervals.isEmpty)
    #expect(table(resamples: 0).rows[0].intervals.isEmpty)
  }
}
