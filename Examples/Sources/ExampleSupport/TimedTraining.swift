import Foreframe
import Foundation

/// Trains a task for some steps or minutes, and tells on standard error how far it is.
public struct TimedTraining<Task: TrainingTask> {
  public let trainer: Trainer<Task>
  /// Of each step.
  public let losses: [Double]
  /// After how many steps a validation was made, and what it gave.
  public let validations: [(step: Int, value: Double)]
  public let seconds: Double

  /// - Parameters:
  ///   - usualSteps: taken if the options ask for neither minutes nor steps.
  ///   - rate: the highest learning rate, if the options have none; it falls along half a cosine.
  ///   - batch: the batch of a step, counted from 0.
  ///   - validate: a score of the present weights, and what it is called; smaller is better.
  public init(
    _ task: Task, _ options: TrainingOptions, usualSteps: Int, rate: Double,
    on backend: any Backend, batch: (Int) throws -> Task.Batch,
    validate: (name: String, score: ([Weight]) throws -> Double)
  ) throws {
    var plan = TrainingPlan(
      steps: options.steps ?? usualSteps, optimiser: .adam(), clipNorm: 1,
      schedule: .cosine(floor: 0.02), peakRate: options.rate ?? rate, seed: options.seed)
    if let minutes = options.minutes {
      let perStep = try Self.secondsPerStep(try Trainer(task, plan, on: backend), batch)
      plan.steps = max(10, Int(minutes * 60 / perStep))
    }
    let trainer = try Trainer(task, plan, on: backend)
    let every = max(1, plan.steps / 10)
    let start = Date()
    var losses: [Double] = []
    var validations: [(step: Int, value: Double)] = []
    while losses.count < plan.steps {
      losses.append(try trainer.step(try batch(losses.count)).loss)
      let step = losses.count
      guard step % every == 0 || step == plan.steps else { continue }
      let value = try validate.score(try trainer.weights())
      validations.append((step, value))
      let seconds = Date().timeIntervalSince(start)
      let loss = losses.suffix(every).reduce(0, +) / Double(min(every, step))
      Page.tell(
        "step \(step) of \(plan.steps), \(Page.text(seconds, 0)) s: loss "
          + "\(Page.text(loss, 4)), \(validate.name) \(Page.text(value, 4))")
      // The machine may have become slower than it was when its speed was measured.
      if let minutes = options.minutes, seconds > minutes * 63 { break }
    }
    self.trainer = trainer
    self.losses = losses
    self.validations = validations
    seconds = Date().timeIntervalSince(start)
  }

  /// The median of some steps after the first, which compiles and warms up.
  private static func secondsPerStep(
    _ trainer: Trainer<Task>, _ batch: (Int) throws -> Task.Batch
  ) throws -> Double {
    try trainer.step(try batch(0))
    let times = try (1...7).map { step in
      let start = Date()
      try trainer.step(try batch(step))
      return Date().timeIntervalSince(start)
    }
    return max(times.sorted()[3], 1e-6)
  }
}
