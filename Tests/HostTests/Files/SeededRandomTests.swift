import ForeframeFiles
import Testing

@Suite struct SeededRandomTests {
  /// The first numbers of SplitMix64 from state 0, as published with it.
  @Test func isSplitMix64() {
    var random = SeededRandom(state: 0)
    #expect(random.next() == 0xE220_A839_7B1D_CDAF)
    #expect(random.next() == 0x6E78_9E6A_A1B9_65F4)
    #expect(random.next() == 0x06C4_5D18_8009_454F)
  }

  @Test func streamsDiffer() {
    var firsts: Set<UInt64> = []
    for seed in 0..<40 {
      for stream in 0..<40 {
        var random = SeededRandom(seed: UInt64(seed), stream: UInt64(stream))
        firsts.insert(random.next())
      }
    }
    #expect(firsts.count == 1600)
  }

  @Test func isUniform() {
    var random = SeededRandom(seed: 1)
    var counts = [Int](repeating: 0, count: 7)
    var sum = 0.0
    for _ in 0..<70_000 {
      counts[random.below(7)] += 1
      let value = random.uniform()
      #expect(value >= 0 && value < 1)
      sum += value
    }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 400 })
    #expect(abs(sum / 70_000 - 0.5) < 0.005)
    #expect(random.below(1) == 0)
  }

  @Test(arguments: [0, 1, 2, 100])
  func permutes(count: Int) {
    var random = SeededRandom(seed: 1)
    let order = random.permutation(count)
    #expect(order.sorted() == Array(0..<count))
    #expect(count < 100 || order != Array(0..<count))
  }

  @Test func goesOnFromState() {
    var random = SeededRandom(seed: 1)
    _ = random.next()
    var copy = SeededRandom(state: random.state)
    #expect(copy.next() == random.next())
  }
}
