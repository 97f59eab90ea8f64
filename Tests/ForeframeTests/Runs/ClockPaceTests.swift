import Foreframe
import Testing

/// Runs that the clock ends, on machines that are only numbers.
@Suite struct ClockPaceTests {
  /// What takes how many seconds on a machine, and how much longer at a time of the run.
  struct Machine: Sendable {
    var start = 2.0
    var step = 0.2
    var validation = 1.5
    var save = 0.05
    var slowness: @Sendable (_ now: Double) -> Double = { _ in 1 }

    static let steady = Machine()
  }

  /// What came of a run, or of a part of one.
  struct Course {
    var end = 0.0
    var steps = 0
    var validations = 0
    var saves = 0
    /// After each step: when it ended, and the share.
    var points: [(now: Double, share: Double)] = []
    /// At the last validation.
    var validated: Double?

    /// The share at a time.
    func share(at time: Double) -> Double { points.last { $0.now <= time }?.share ?? 0 }
  }

  /// Does what a run does, until the end, or until `stop`.
  func run(
    _ seconds: Double, _ machine: Machine, from earlier: Course? = nil, stop: Double = .infinity,
    validationShare: Double = 0.1
  ) -> Course {
    var course = Course()
    course.validated = earlier?.validated
    var pace = ClockPace(
      seconds: seconds, share: earlier?.points.last?.share ?? 0, validationShare: validationShare)
    var now = (earlier?.end ?? 0) + machine.start
    func spend(_ amount: Double) { now += amount * machine.slowness(now) }
    func validate() {
      let begin = now
      spend(machine.validation)
      pace.validated(from: begin, to: now)
      course.validations += 1
      course.validated = pace.share
    }
    func save() {
      let begin = now
      spend(machine.save)
      pace.saved(from: begin, to: now)
      course.saves += 1
    }
    pace.begin(at: now)
    while course.steps == 0 || !pace.isOver(at: now) {
      // The first steps of a process take longer.
      spend(course.steps < 3 ? 3 * machine.step : machine.step)
      pace.stepped(at: now)
      course.steps += 1
      course.points.append((now, pace.share))
      if pace.isValidationDue(validatedShare: course.validated, at: now) { validate() }
      if pace.isSaveDue(at: now) { save() }
      if now >= stop { break }
    }
    if now < stop { validate() }
    save()
    course.end = now
    return course
  }

  private func isMonotone(_ course: Course) -> Bool {
    zip(course.points, course.points.dropFirst()).allSatisfy { $0.share <= $1.share }
  }

  @Test(arguments: [60.0, 600, 3600], [0.01, 0.2, 1.3])
  func aRunEndsInTime(_ seconds: Double, step: Double) {
    for validation in [0.0, 0.5, 5] {
      var machine = Machine.steady
      (machine.step, machine.validation) = (step, validation)
      let course = run(seconds, machine)
      #expect(abs(course.end - seconds) <= 0.03 * seconds, "\(course.end) of \(seconds)")
      #expect(isMonotone(course) && course.share(at: seconds) > 0.97)
      // Validations must not eat the time up.
      #expect(Double(course.validations) * validation <= 0.3 * seconds)
      #expect(course.validations >= 2)
    }
  }

  /// Half of the schedule lies before the middle of the time and half after it, though twice as many
  /// steps are.
  @Test func aMachineThatBecomesSlowerEndsInTime() {
    var machine = Machine.steady
    machine.slowness = { $0 < 300 ? 1 : 2 }
    let course = run(600, machine)
    #expect(abs(course.end - 600) <= 0.03 * 600, "\(course.end)")
    #expect(isMonotone(course) && course.share(at: 600) > 0.98)
    #expect(abs(course.share(at: 300) - 0.5) < 0.03)
    #expect(abs(course.share(at: 450) - 0.75) < 0.03)
    let before = course.points.count { $0.now < 300 }
    let after = course.points.count - before
    #expect(abs(Double(before) / Double(after) - 2) < 0.2, "\(before) and \(after) steps")

    machine.slowness = { $0 < 300 ? 2 : 1 }
    #expect(abs(run(600, machine).end - 600) <= 0.03 * 600)
    // Slow just before the end, when nothing can be made up for.
    machine.slowness = { $0 < 580 ? 1 : 3 }
    #expect(abs(run(600, machine).end - 600) <= 0.03 * 600)
    // Now and then.
    machine.slowness = { $0.truncatingRemainder(dividingBy: 7) < 2 ? 2.5 : 1 }
    #expect(abs(run(600, machine).end - 600) <= 0.03 * 600)
  }

  @Test func aRunThatGoesOnTakesWhatIsLeft() {
    var machine = Machine.steady
    let first = run(300, machine, stop: 120)
    #expect(first.end < 125)
    // Another machine, slower and with a longer start.
    (machine.start, machine.step, machine.validation) = (9, 0.4, 3)
    let second = run(300, machine, from: first)
    #expect(abs(second.end - 300) <= 0.03 * 300, "\(second.end)")
    #expect(isMonotone(second))
    let (shareBefore, shareAfter) = (first.points.last?.share ?? 0, second.points.first?.share ?? 0)
    #expect(shareBefore > 0.36 && shareBefore < 0.44)
    #expect(shareAfter > shareBefore && shareAfter < shareBefore + 0.02)
    #expect(second.share(at: 300) > 0.97)
    // What is left of the schedule is spread over what is left of the time.
    let middle = (second.points[0].now + 296) / 2
    #expect(abs(second.share(at: middle) - (1 + shareBefore) / 2) < 0.03)
  }

  @Test func thereIsAStepHoweverShortTheTime() {
    let course = run(0.5, Machine.steady)
    #expect(course.steps == 1 && course.validations >= 1)
  }

  @Test func longRunsAreSavedOften() {
    var machine = Machine.steady
    machine.step = 5
    let course = run(20_000, machine, validationShare: 0.5)
    #expect(course.saves >= 20_000 / 310)
  }
}
