import ForeframeGraphCompiler
import ForeframeTraining

/// Validates a task by its own loss, without dropout, on batches that training does not see.
public final class LossValidator<Task: TrainingTask>: Validator {
  private let program: TaskProgram<Task.Batch>
  private let count: Int
  private let batch: (Int) throws -> Task.Batch

  /// - Parameters:
  ///   - count: how many batches.
  ///   - batch: batch `0..<count`; all count alike.
  public init(
    _ task: Task, on backend: any Backend, count: Int,
    batch: @escaping (Int) throws -> Task.Batch
  ) throws {
    precondition(count > 0, "a validation of no batches")
    program = try TaskProgram(TaskGraph.validation(task), on: backend)
    self.count = count
    self.batch = batch
  }

  public func validate(
    _ weights: [Weight], shouldStop: () -> Bool
  ) throws -> Validation<LossScores>? {
    try program.setWeights(weights)
    var sum = 0.0
    for number in 0..<count {
      if shouldStop() { return nil }
      try program.setInputs(try batch(number), TrainingStep(number: number, seed: 0))
      try program.executor.run()
      sum += try program.loss()
    }
    return Validation(LossScores(loss: sum / Double(count)))
  }
}

/// The mean loss over validation batches.
public struct LossScores: ValidationScores, Hashable {
  public var loss: Double

  public init(loss: Double) { self.loss = loss }

  public static let columns = ["validation_loss"]
  public static let criterion = "validation_loss"
  public var values: [(name: String, value: Double)] { [(Self.criterion, loss)] }
}
