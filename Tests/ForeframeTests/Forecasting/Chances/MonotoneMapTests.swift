import Foreframe
import ForeframeFiles
import Testing

@Suite struct MonotoneMapTests {
  private func map(_ pairs: [(Float, Bool)]) -> MonotoneMap {
    var map = MonotoneMap(0...1)
    for (value, happened) in pairs { map.add(value, happened: happened) }
    return map
  }

  /// Frequencies that fall are pooled: 0.2 happened in 3 of 4, 0.6 in 1 of 4, so both in 4 of 8.
  @Test func neighboursThatFallArePooled() {
    let many = (0..<100).flatMap { _ in
      [(0.2, true), (0.2, true), (0.2, true), (0.2, false)]
        + [(0.6, true), (0.6, false), (0.6, false), (0.6, false)] as [(Float, Bool)]
    }
    let found = map(many).frequencies(of: [0.2, 0.4, 0.6])
    #expect(found.allSatisfy { abs($0 - 0.5) < 1e-6 })
  }

  @Test func frequenciesRise() {
    var random = SeededRandom(seed: 1)
    let pairs = (0..<20_000).map { _ in
      let value = Float(random.uniform(0...1))
      return (value, random.uniform(0...1) < Double(value * value))
    }
    let values = stride(from: Float(0.05), through: 0.95, by: 0.1).map { $0 }
    let found = map(pairs).frequencies(of: values)
    for (value, frequency) in zip(values, found) { #expect(abs(frequency - value * value) < 0.05) }
    #expect(zip(found, found.dropFirst()).allSatisfy { $0 <= $1 })
  }

  /// Few pairs are never sure, and values beyond the range count as its ends.
  @Test func fewPairs() {
    let one = map([(0.5, true), (0.1, false)]).frequencies(of: [-7, 0.5, 9, .nan])
    #expect(one[0] > 0 && one[0] < 0.5 && one[2] > 0.5 && one[2] < 1)
    #expect(one[1] == one[2] && one[3] == one[0])
    #expect(MonotoneMap(0...1).isEmpty && MonotoneMap(3...3).frequencies(of: [1]) == [0])
    var both = map([(0.5, true)])
    both.add(map([(0.1, false)]))
    #expect(both.frequencies(of: [0.5]) == [one[1]])
  }
}
