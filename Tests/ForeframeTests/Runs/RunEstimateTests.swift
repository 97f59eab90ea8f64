import Foreframe
import Testing

@Suite struct RunEstimateTests {
  @Test(
    arguments: [
      (nil, 13.9, "13.9 GiB of memory"), (3, 0, "about 3 seconds, 0.0 GiB of memory"),
      (119, 1, "about 119 seconds, 1.0 GiB of memory"),
      (120, 1, "about 2 minutes, 1.0 GiB of memory"),
      (7 * 3600, 13.9, "about 7 hours, 13.9 GiB of memory"),
      (10 * 86_400, 0.5, "about 10 days, 0.5 GiB of memory"),
    ] as [(Double?, Double, String)])
  func itIsSaidInAPersonsUnits(seconds: Double?, gibibytes: Double, sentence: String) {
    let bytes = Int(gibibytes * Double(1 << 30))
    #expect(RunEstimate(seconds: seconds, bytes: bytes).sentence == sentence)
  }

  @Test func onlyMuchIsSaid() {
    #expect(!RunEstimate(seconds: nil, bytes: 1 << 20).isLarge)
    #expect(!RunEstimate(seconds: 59, bytes: 1 << 30).isLarge)
    #expect(RunEstimate(seconds: 61, bytes: 0).isLarge)
    #expect(RunEstimate(seconds: nil, bytes: 1 << 30 + 1).isLarge)
  }

  @Test func moreThanTheMachineHasIsFound() {
    let estimate = RunEstimate(seconds: nil, bytes: 100)
    #expect(estimate.exceeded(memory: 99) == 99)
    #expect(estimate.exceeded(memory: 100) == nil && estimate.exceeded(memory: nil) == nil)
    #expect((RunEstimate.machineMemory ?? 0) > 1 << 20)
  }
}
