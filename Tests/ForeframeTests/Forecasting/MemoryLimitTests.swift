import Foreframe
import ForeframeFiles
import ForeframeFrames
import Testing

@Suite struct MemoryLimitTests {
  private static let large = ForecastWork(
    format: FrameFormat(width: 4096, height: 4096), inputs: 10, horizon: 10)
  private static let gibibyte = 1 << 30

  /// Large grey frames take less than 2 GiB; the estimates are those of measured forecasts.
  @Test(arguments: [Baseline.persistence, .mean, .motion, .damped, .fading, .cautious])
  func largeFramesFit(baseline: Baseline) throws {
    let needed = try baseline.forecaster.memory(for: Self.large)
    #expect(needed > Self.large.frameBytes - 1 && needed < 2 * Self.gibibyte, "\(needed >> 20) MiB")
    var masked = Self.large
    masked.isComplete = false
    #expect(try baseline.forecaster.memory(for: masked) >= needed)
  }

  @Test func whatDoesNotFitIsRefusedWithAWayOut() throws {
    func message(_ limit: Int, _ work: ForecastWork = Self.large) -> String? {
      do {
        try MemoryLimit(bytes: limit).check(DampedForecaster(), work)
        return nil
      } catch {
        #expect(UserError(error).exitStatus == .unavailable)
        return UserError(error).message
      }
    }
    #expect(message(2 * Self.gibibyte) == nil)
    let needed = DampedForecaster().memory(for: Self.large)
    let fewer = message(needed - (20 << 20))
    #expect(fewer?.hasPrefix("damped needs about \(needed >> 20) MiB of memory, and ") == true)
    #expect(fewer?.hasSuffix(" MiB are allowed; --inputs 9 would fit") == true, "\(fewer ?? "")")
    #expect(message(600 << 20)?.hasSuffix("--size 2048x2048 would fit") == true)
    #expect(message(1)?.hasSuffix("allow more with --memory") == true)
  }

  /// Without a limit of the user's small frames are not looked at.
  @Test func smallFramesAreNotLookedAt() throws {
    var work = Self.large
    (work.format.width, work.format.height) = (64, 64)
    #expect(try MemoryLimit().obstacle(DampedForecaster(), work) == nil)
    #expect(try MemoryLimit(bytes: 1).obstacle(DampedForecaster(), work) != nil)
    #expect(MemoryLimit().bytes > 0 && !MemoryLimit().isGiven)
    #expect(Memory.available > 0 && Memory.available <= Memory.total)
  }

  /// Candidates that do not fit are not tried.
  @Test func theChoiceKeepsToTheLimit() throws {
    let batch = FrameBatch(
      steps: 6, count: 1, height: 8, width: 8, channels: 1,
      values: (0..<6 * 64).map { Float($0 % 11) / 11 })
    let selection = try AutoForecaster().select(
      SharedInputs(batch), reading: 6, horizon: 2,
      obstacle: { $0.name == "motion" ? nil : "too large" })
    for row in 1..<selection.rows.count {
      #expect((selection.verdict(row) == "too large") == (selection.rows[row].name != "motion"))
    }
  }
}
