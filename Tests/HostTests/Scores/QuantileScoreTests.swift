import ForeframeOperationTable
import ForeframeTraining
import Testing

@Suite struct QuantileScoreTests {
  private static func planes(_ levels: Int, _ count: Int) -> [[Float]] {
    var planes = (0..<levels).map { Formula.values(count, seed: $0 + 1, in: 0...1) }
    for pixel in 0..<count {
      let sorted = planes.map { $0[pixel] }.sorted()
      for level in planes.indices { planes[level][pixel] = sorted[level] }
    }
    return planes
  }

  /// Levels in the middle of equal parts are an ensemble.
  @Test func equalPartsAreAnEnsemble() throws {
    let planes = Self.planes(5, 40), observed = Formula.values(40, seed: 11, in: 0...1)
    var scores = QuantileScores(levels: [0.1, 0.3, 0.5, 0.7, 0.9], leadCount: 1)
    scores.add(lead: 0, quantiles: planes, observed: observed)
    var ranked = RankedProbability()
    ranked.add(members: planes, observed: observed)
    let (found, expected) = (scores.rankedProbability(), ranked.standard)
    #expect(abs(try #require(found) - (try #require(expected))) < 1e-12)
  }

  /// By hand: the shares of 0.25 and 0.75 are 1/2 each.
  @Test func anExampleByHand() throws {
    var scores = QuantileScores(levels: [0.25, 0.75], leadCount: 2)
    scores.add(lead: 1, quantiles: [[0, 1], [2, 3]], observed: [1, 4])
    // (1 + 1) / 2 - 2 / 4 and (3 + 1) / 2 - 2 / 4
    #expect(scores.rankedProbability(lead: 1) == 1)
    #expect(scores.frequencies(lead: 1) == [0, 0.5])
    #expect(scores.rankedProbability(lead: 0) == nil && scores.frequencies(lead: 0) == nil)
    #expect(scores.rankedProbability() == 1)
  }

  /// Where it never rains and that is foretold, every quantile is right.
  @Test func tiesCountByTheLevelsAroundThem() throws {
    let levels = [0.1, 0.5, 0.9]
    func frequencies(_ values: [Float], _ observed: Float) throws -> [Double] {
      var scores = QuantileScores(levels: levels, leadCount: 1)
      scores.add(lead: 0, quantiles: values.map { [$0] }, observed: [observed])
      return try #require(scores.frequencies())
    }
    #expect(try frequencies([0, 0, 0], 0) == levels)
    // The chance of 0 is somewhere from 0.5 to 0.9.
    let some = try frequencies([0, 0, 4], 0)
    #expect(zip(some, [0.1 / 0.9, 0.5 / 0.9, 1]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(try frequencies([0, 0, 4], 5) == [0, 0, 0])
    #expect(try frequencies([0, 0, 4], 2) == [0, 0, 1])
    let one = try frequencies([0, 2, 4], 2)
    #expect(zip(one, [0, 0.5, 1]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  /// Quantiles of a distribution have their frequencies; those of another one have not.
  @Test func calibratedQuantilesHaveTheirLevels() throws {
    let levels = [0.1, 0.25, 0.5, 0.75, 0.9, 0.97]
    let observed = Formula.values(20_000, seed: 3, in: 0...1)
    func scores(_ quantiles: [Double]) -> QuantileScores {
      var scores = QuantileScores(levels: levels, leadCount: 1)
      scores.add(
        lead: 0,
        quantiles: quantiles.map { [Float](repeating: Float($0), count: observed.count) },
        observed: observed)
      return scores
    }
    let right = scores(levels), wide = scores(levels.map { 2 * $0 - 0.5 })
    for (found, level) in zip(try #require(right.frequencies()), levels) {
      #expect(abs(found - level) < 0.01)
    }
    #expect(abs(try #require(wide.frequencies())[0] - 0.1) > 0.05)
    #expect(try #require(right.rankedProbability()) < (try #require(wide.rankedProbability())))
  }

  @Test func whatIsMissingDoesNotCountAndPartsAddUp() throws {
    let planes = Self.planes(3, 30)
    var observed = Formula.values(30, seed: 12, in: 0...1)
    let mask = (0..<30).map { Float($0 % 3 == 0 ? 0 : 1) }
    var known = QuantileScores(levels: [0.2, 0.5, 0.8], leadCount: 1)
    known.add(lead: 0, quantiles: planes, observed: observed, mask: mask)
    for pixel in stride(from: 0, to: 30, by: 3) { observed[pixel] = .nan }
    var whole = QuantileScores(levels: [0.2, 0.5, 0.8], leadCount: 1)
    whole.add(lead: 0, quantiles: planes, observed: observed)
    #expect(whole == known)
    var parts = QuantileScores(levels: [0.2, 0.5, 0.8], leadCount: 1)
    for range in [0..<13, 13..<30] {
      var part = QuantileScores(levels: [0.2, 0.5, 0.8], leadCount: 1)
      part.add(
        lead: 0, quantiles: planes.map { Array($0[range]) }, observed: Array(observed[range]))
      parts.add(part)
    }
    let (sum, all) = (parts.rankedProbability(), whole.rankedProbability())
    #expect(abs(try #require(sum) - (try #require(all))) < 1e-12)
    #expect(parts.frequencies() == whole.frequencies())
  }
}
