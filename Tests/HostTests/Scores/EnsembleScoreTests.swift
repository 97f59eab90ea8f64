import ForeframeTraining
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Scores of ensembles and of probabilities, by hand.
@Suite struct EnsembleScoreTests {
  private func score(_ members: [Float], _ observed: Float) -> RankedProbability {
    var score = RankedProbability()
    score.add(members: members, observed: observed)
    return score
  }

  @Test(
    arguments: [
      ([0, 0, 5], 0, 5.0 / 9), ([0, 1, 2], 0, 5.0 / 9), ([1, 2, 3], 2, 2.0 / 9),
      ([1, 2, 3], 2.5, 7.0 / 18), ([4], 1, 3.0), ([2, 2, 2], 2, 0),
    ] as [([Float], Float, Double)])
  func rankedProbabilityIsRightWithTies(
    members: [Float], observed: Float, expected: Double
  ) throws {
    #expect(abs(try #require(score(members, observed).standard) - expected) < 1e-12)
    #expect(
      abs(try #require(score(members.reversed(), observed).standard) - expected) < 1e-12)
  }

  /// The integral of (F(x) - 1(x >= o))², summed between neighbouring values.
  @Test func rankedProbabilityIsTheIntegral() throws {
    for number in 0..<40 {
      let members = (0..<5).map { Float((number * 7 + $0 * $0 * 3) % 6) }
      let observed = Float(number % 7)
      let places = (members + [observed]).sorted()
      var expected = 0.0
      for (a, b) in zip(places, places.dropFirst()) {
        let share = Double(members.count { $0 <= a }) / 5 - (a >= observed ? 1 : 0)
        expected += share * share * Double(b - a)
      }
      let found = score(members, observed)
      #expect(abs(try #require(found.standard) - expected) < 1e-6)
      // 2 / M times the quantile losses of the members in order.
      let losses = members.sorted().enumerated().reduce(0.0) {
        $0
          + QuantileLoss((Double($1.offset) + 0.5) / 5)(
            predicted: Double($1.element), observed: Double(observed))
      }
      #expect(abs(try #require(found.standard) - 2 * losses / 5) < 1e-6)
    }
  }

  @Test func fairScore() throws {
    // 2.5/3 - (1 + 1 + 2) / (3 * 2)
    #expect(abs(try #require(score([1, 2, 3], 2.5).fair) - 1.0 / 6) < 1e-12)
    #expect(score([4], 1).fair == nil)
    // Drawn from the same two values as the observation, two members are as good as four in the mean.
    func mean(_ count: Int) -> Double {
      var all = RankedProbability()
      for draw in 0..<1 << (count + 1) {
        let values = (0...count).map { Float(draw >> $0 & 1) }
        all.add(members: Array(values.dropFirst()), observed: values[0])
      }
      return all.fair ?? .nan
    }
    #expect(abs(mean(2) - mean(4)) < 1e-12)
  }

  @Test func framesLeaveOutWhatIsMissing() throws {
    var score = RankedProbability()
    score.add(
      members: [[0, 1, .nan, 9], [0, 3, 0, 9]], observed: [0, 2, 0, 0], mask: [1, 1, 1, 0])
    #expect(score.count == 2)
    // |1 - 2| and |3 - 2| less half of the mean distance 1.
    #expect(abs(try #require(score.standard) - 0.25) < 1e-12)
    #expect(RankedProbability().standard == nil && RankedProbability().fair == nil)
  }

  @Test func quantileLoss() throws {
    let loss = QuantileLoss(0.9)
    #expect(abs(loss(predicted: 1, observed: 3) - 1.8) < 1e-12)
    #expect(abs(loss(predicted: 1, observed: 0) - 0.1) < 1e-12)
    #expect(QuantileLoss(0.5)(predicted: 1, observed: 3) == 1)
    let mean = loss.mean(predicted: [1, 1, 1, .nan], observed: [3, 0, 7, 0], mask: [1, 1, 0, 1])
    #expect(abs(try #require(mean) - 0.95) < 1e-12)
    #expect(loss.mean(predicted: [1], observed: [3], mask: [0]) == nil)
  }

  @Test func rankHistogramSharesTies() {
    var histogram = RankHistogram(members: 3)
    histogram.add(members: [1, 2, 3], observed: 0)
    histogram.add(members: [1, 2, 3], observed: 2.5)
    #expect(histogram.counts == [1, 0, 1, 0])
    // Two members equal it: ranks 0, 1 and 2 are as likely.
    histogram.add(members: [0, 0, 4], observed: 0)
    let shared: [Double] = [4, 1, 4, 0]
    #expect(zip(histogram.counts, shared).allSatisfy { abs(3 * $0 - $1) < 1e-12 })
    #expect(abs(histogram.count - 3) < 1e-12)
    #expect(RankHistogram(members: 3).shares == nil)
    // Dry members and a dry observation say nothing.
    var wet = RankHistogram(members: 2, least: 0.5)
    wet.add(members: [0.1, 0.2], observed: 0.3)
    #expect(wet.count == 0)
    wet.add(members: [0.1, 0.9], observed: 0.3)
    #expect(wet.counts == [0.5, 0.5, 0])
  }

  @Test func reliabilityAndBrierScore() throws {
    var diagram = Reliability(bins: 2)
    let cases: [(Double, Bool)] = [(0, false), (0.25, true), (0.35, false), (1, true)]
    for (probability, event) in cases {
      diagram.add(probability: probability, event: event)
    }
    #expect(diagram.bins.map(\.count) == [3, 1] && diagram.bins.map(\.events) == [1, 1])
    let first = try #require(diagram.bins[0].probability)
    #expect(abs(first - 0.2) < 1e-12)
    #expect(diagram.bins[1].frequency == 1)
    // The mean of 0, 0.75², 0.35² and 0.
    let score = try #require(diagram.brierScore)
    #expect(abs(score - 0.17125) < 1e-12)
    #expect(Reliability().brierScore == nil && Reliability().bins[3].frequency == nil)
  }
}
