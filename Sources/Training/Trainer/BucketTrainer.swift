import ForeframeGraphCompiler

/// Trains one network on batches of several lengths: a program has one number of time steps, so there
/// is a trainer for each, compiled when its first batch comes. Weights and the optimiser's state go from
/// one to the next.
///
/// With few lengths (``LengthBuckets``) that is a copy of these numbers now and then, and little
/// padding is computed.
public final class BucketTrainer<Task: TrainingTask> {
  private let make: (Int) -> Task
  private let plan: TrainingPlan
  private let backend: any Backend
  private var trainers: [Int: Trainer<Task>] = [:]
  private var current: Trainer<Task>?

  /// - Parameter task: the task for batches of so many time steps; its parameters must not depend on
  ///   them.
  public init(
    _ plan: TrainingPlan, on backend: any Backend, task: @escaping (_ steps: Int) -> Task
  ) {
    self.plan = plan
    self.backend = backend
    make = task
  }

  /// Lengths that there are programs for, ascending.
  public var lengths: [Int] { trainers.keys.sorted() }

  /// One optimiser step on a batch that is padded to `steps` time steps.
  ///
  /// - Throws: as ``Trainer/step(_:)``, and what compiling and loading throw.
  @discardableResult
  public func step(_ batch: Task.Batch, steps: Int) throws -> StepReport {
    let trainer = try trainers[steps] ?? Trainer(make(steps), plan, on: backend)
    trainers[steps] = trainer
    if let current, current !== trainer { try trainer.takeOver(from: current) }
    current = trainer
    return try trainer.step(batch)
  }

  /// The trainer of the last step, with the present weights; nil before the first one.
  public var last: Trainer<Task>? { current }
}

extension Trainer {
  /// Goes on where another trainer of the same network is.
  func takeOver(from other: Trainer) throws {
    for weight in try other.weights() + other.optimiserState()
    where executor.program.parameters[weight.name] != nil {
      try executor.setParameter(weight.name, weight.values)
    }
    progress = other.progress
  }
}
