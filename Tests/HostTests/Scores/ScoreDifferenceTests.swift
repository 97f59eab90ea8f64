import ForeframeTraining
import Testing

/// Forecasts of the same cases beside each other.
@Suite struct ScoreDifferenceTests {
  /// Cases of very different difficulty; the second forecast is a little better in each but the last, the
  /// third is the first.
  private func table() -> ScoreTable {
    var accumulator = ScoreAccumulator(leadCount: 1, forecasts: 3)
    let truth = [Float](repeating: 0.5, count: 64)
    for number in 0..<12 {
      let error = Float(0.02 + 0.03 * Double(number % 6))
      let factor: Float = number == 11 ? 1.01 : 0.9
      func shifted(_ error: Float) -> [Float] {
        truth.indices.map { 0.5 + ($0 % 2 == 0 ? error : -error) }
      }
      accumulator.add(
        truth: truth,
        forecasts: [error, factor * error, error].map {
          ScoreAccumulator.Forecast(values: shifted($0))
        },
        shape: ScoreAccumulator.BatchShape(count: 1, height: 8, width: 8), groups: [number])
    }
    return accumulator.table()
  }

  @Test func differencesArePaired() throws {
    let table = table()
    let difference = table.difference(of: 1, against: 0)
    let mse = try #require(difference[.mse])
    let (one, other) = (
      try #require(table.rows[1].total.mse), try #require(table.rows[0].total.mse)
    )
    #expect(abs(mse.difference - (one - other)) < 1e-15 && mse.difference < 0)
    // The cases differ so much that the intervals of both overlap, but that of the difference is clear.
    let alone = try [0, 1].map { try #require(table.rows[$0].intervals[.mse]) }
    #expect(alone[1].high > alone[0].low)
    let interval = try #require(mse.interval)
    #expect(interval.low < mse.difference && mse.difference < interval.high && interval.high < 0)
    #expect(difference.better == 11 && difference.worse == 1 && difference.cases == 12)
    // The other way round every sign turns.
    let turned = table.difference(of: 0, against: 1)
    #expect(turned[.mse]?.difference == -mse.difference)
    #expect(abs((turned[.mse]?.interval?.low ?? 1) + interval.high) < 1e-15)
    #expect(turned.better == 1 && turned.worse == 11)
    #expect(difference[.ssim] != nil && difference[.csi(threshold: 0)] == nil)
  }

  @Test func theSameForecastDiffersInNothing() throws {
    let difference = table().difference(of: 2, against: 0)
    #expect(difference.values.allSatisfy { $0.difference == 0 && $0.interval?.low == 0 })
    #expect(difference.better == 0 && difference.worse == 0)
  }
}
