import TestSupport
import Testing
import ForeframeTraining

/// The evaluator against PyTorch, in double precision: what is left is the rounding of the files.
@Suite struct GoldenTests {
  @Test(arguments: GoldenTable.cases + GoldenTraining.cases)
  func agreesWithPyTorch(golden: GoldenCase) throws {
    let deviation = try golden.make().deviationOfEvaluator()
    #expect(deviation.largest <= 1e-5, "\(deviation)")
  }

  /// Steps count from 0; the file holds the rate that each step uses.
  @Test(arguments: [
    ("schedule-one-cycle-cos", Schedule.oneCycle(), 0, 0.0),
    ("schedule-cosine", .cosine(floor: 0.01), 0, 0),
    ("schedule-warm-up-cosine", .cosine(floor: 0.01), 5, 0.1),
    ("schedule-step", .step(every: 4, factor: 0.5), 0, 0),
  ])
  func schedule(name: String, schedule: Schedule, warmUp: Int, start: Double) throws {
    let rates = try GoldenFile(name).tensor("output.learning_rate").numbers
    for (step, rate) in rates.enumerated() {
      let share = schedule.share(
        step: step, of: rates.count, warmUp: warmUp, warmUpStart: start)
      #expect(abs(0.01 * share - Double(rate)) <= 1e-6 * Double(rate), "step \(step)")
    }
  }
}
