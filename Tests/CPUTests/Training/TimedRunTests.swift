import Foreframe
import ForeframeCPUBackend
import ForeframeFiles
import ForeframeTraining
import Synchronization
import Testing

/// Runs that a clock ends, with a clock that the test sets.
@Suite struct TimedRunTests {
  private let folder: String

  init() throws { folder = try FileSystem.makeTemporaryDirectory("foreframe-timed") }

  /// Seconds of a process; it stands still unless something takes time.
  private final class TestClock: Sendable {
    private let seconds = Mutex(0.0)
    init(_ start: Double) { spend(start) }
    var now: Double { seconds.withLock { $0 } }
    func spend(_ amount: Double) { seconds.withLock { $0 += amount } }
    var clock: RunClock { RunClock { self.now } }
  }

  private static let plan = TrainingPlan(
    steps: 100, clipNorm: 1, schedule: .cosine(), peakRate: 2e-2, seed: 3, validateEvery: 25,
    saveEvery: 10, seconds: 100)

  private func experiment(_ plan: TrainingPlan = plan) -> SeriesExperiment {
    var experiment = SeriesExperiment()
    experiment.plan = plan
    return experiment
  }

  /// What a run told.
  private struct Told {
    var rates: [(now: Double, rate: Double)] = []
    var validations = 0
    var planned = 0
    var end = 0.0
    var outcome = RunOutcome.finished

    func rate(at time: Double) -> Double { rates.last { $0.now <= time }?.rate ?? .nan }
  }

  /// - Parameters:
  ///   - start: seconds of the process before the first step.
  ///   - step: seconds of a step by the seconds of the whole run.
  private func train(
    _ start: RunStart, _ clock: TestClock, before: Double = 0, stop: Double = .infinity,
    step: (Double) -> Double = { _ in 0.5 }
  ) throws -> Told {
    let run = try TrainingRun(
      experiment(), folder: folder, start: start, on: try CPUBackend(threads: 1),
      clock: clock.clock)
    var told = Told()
    told.outcome = try run.run(shouldStop: { before + clock.now >= stop }) { event in
      switch event {
      case .step(let report, _, _, _):
        told.rates.append((before + clock.now, report.rate))
        clock.spend(step(before + clock.now))
      case .validation:
        told.validations += 1
        clock.spend(0.2)
      case .planned: told.planned += 1
      case .saved: clock.spend(0.02)
      }
    }
    told.end = before + clock.now
    return told
  }

  @Test func theScheduleFollowsTheClock() throws {
    defer { try? FileSystem.removeTree(folder) }
    // Two times slower from the middle on.
    let told = try train(.fresh, TestClock(4)) { $0 < 50 ? 0.1 : 0.2 }
    #expect(told.outcome == .finished && told.planned == 1)
    #expect(abs(told.end - 100) <= 3, "\(told.end)")
    #expect(told.validations >= 3)
    let peak = Self.plan.peakRate
    #expect(told.rates[0].rate == peak)
    #expect(zip(told.rates, told.rates.dropFirst()).allSatisfy { $0.rate >= $1.rate })
    // Half a cosine over the time from the first step to the last validation.
    #expect(abs(told.rate(at: 51) / peak - 0.5) < 0.06)
    #expect(told.rate(at: 100) < 0.01 * peak)
    let progress = try Checkpoint.read(RunFolder(folder).last).progress
    #expect(progress.share == 1 && abs(progress.seconds - 100) <= 3)
    #expect(progress.validatedStep == progress.step)
    #expect(FileSystem.exists(RunFolder(folder).best))

    // There is nothing left to go on with.
    let again = try train(.resuming, TestClock(3), before: progress.seconds)
    #expect(again.rates.isEmpty && again.outcome == .finished && again.validations == 0)
  }

  @Test func resumingGoesOnWithWhatIsLeft() throws {
    defer { try? FileSystem.removeTree(folder) }
    let first = try train(.fresh, TestClock(4), stop: 40)
    #expect(first.outcome == .interrupted && first.end < 42)
    let saved = try Checkpoint.read(RunFolder(folder).last).progress
    #expect(abs(saved.seconds - first.end) < 0.2)
    #expect(saved.share > 0.32 && saved.share < 0.41)
    // The next process is another machine, two times slower.
    let second = try train(.resuming, TestClock(6), before: saved.seconds) { _ in 1 }
    #expect(second.outcome == .finished)
    #expect(abs(second.end - 100) <= 3, "\(second.end)")
    let (last, next) = (first.rates.last?.rate ?? 0, second.rates.first?.rate ?? 0)
    #expect(next <= last && next > 0.97 * last)
    #expect(second.rate(at: 100) < 0.01 * Self.plan.peakRate)
  }

  @Test func theTimeOfARunStays() throws {
    defer { try? FileSystem.removeTree(folder) }
    func recipe(_ minutes: Double) throws -> FrameExperiment {
      let text = """
        model: {layers: [{channels: 2, kernel: 3}], patch: 8}
        data: {synthetic: moving-digits, height: 32, width: 32, inputs: 2, horizon: 2}
        training: {minutes: \(minutes), batch: 1, validation_cases: 1}
        """
      let recipe = try Recipe(try YAMLText.parse(text), file: "timed")
      return try FrameExperiment(recipe, try TrainingData.open(recipe))
    }
    let clock = TestClock(0)
    func run(_ minutes: Double, _ start: RunStart) throws -> TrainingRun<FrameExperiment> {
      try TrainingRun(
        try recipe(minutes), folder: folder, start: start, on: try CPUBackend(threads: 1),
        clock: clock.clock)
    }
    // The run ends with its scope, and lets go of the folder's lock.
    do {
      let first = try run(0.5, .fresh)
      _ = try first.run(onEvent: { if case .step = $0 { clock.spend(3) } })
      #expect(first.progress.step == 10, "thirty seconds of steps of three")
    }
    #expect(throws: RunError.fixedTime) { try run(1, .resuming) }
  }
}
