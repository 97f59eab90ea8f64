import ForeframeGraphCompiler
import ForeframeRecurrent

/// Runs optimiser steps of a task. Every random choice depends on (seed, step) alone, so that a
/// resumed run goes on with the very numbers of one that was never stopped.
public final class Trainer<Task: TrainingTask> {
  public let task: Task
  public let plan: TrainingPlan
  public internal(set) var progress: TrainingProgress
  private let program: TaskProgram<Task.Batch>
  /// How often a step that may be cancelled is looked at.
  private static var parts: Int { 256 }

  /// Network parameters in order, fixed ones too, without what the optimiser keeps.
  public var parameters: [ParameterSpecification] { program.parameters }
  /// The compiled step on its device.
  public var executor: Executor { program.executor }

  /// A fresh run, or one that goes on from a checkpoint.
  ///
  /// - Parameter weights: what a fresh run starts from; nil: the initial values of the parameters.
  /// - Throws: what the backend throws; ``ModelError`` and ``TrainingError`` for a checkpoint that
  ///   is not one of this task, ``WeightError`` for weights that are not.
  public init(
    _ task: Task, _ plan: TrainingPlan, on backend: any Backend, from checkpoint: Checkpoint? = nil,
    weights: [Weight]? = nil
  ) throws {
    self.task = task
    self.plan = plan
    program = try TaskProgram(
      TaskGraph.training(task, plan),
      on: backend)
    progress = checkpoint?.progress ?? TrainingProgress()
    if let checkpoint {
      try restore(checkpoint)
    } else {
      try start()
      if let weights { try executor.setWeights(weights, for: parameters) }
      try startAverage()
    }
  }

  /// One optimiser step on a batch.
  ///
  /// - Throws: ``TrainingError/notFinite(step:what:)`` when loss or gradient is not a number.
  @discardableResult
  public func step(_ batch: Task.Batch) throws -> StepReport {
    try setInputs(batch)
    try executor.run()
    return try finishStep()
  }

  /// One optimiser step on a batch that can be left between launches.
  ///
  /// - Parameter isCancelled: asked now and then until the first parameter is changed.
  /// - Returns: nil if it was left: then the trainer is as it was before.
  /// - Throws: ``TrainingError/notFinite(step:what:)`` when loss or gradient is not a number.
  public func step(
    _ batch: Task.Batch, unless isCancelled: () -> Bool
  ) throws -> StepReport? {
    try setInputs(batch)
    guard try executor.run(parts: Self.parts, unless: isCancelled) else { return nil }
    return try finishStep()
  }

  private func setInputs(_ batch: Task.Batch) throws {
    let number = progress.step
    let position = plan.position(of: progress)
    try program.setInputs(
      batch, TrainingStep(number: number, seed: plan.seed, position: position))
    let scalars = StepScalars.values(plan, step: number, position: position)
    for (name, value) in zip(StepScalars.names, scalars)
    where executor.program.inputs[name] != nil {
      try executor.setInput(name, [value])
    }
  }

  private func finishStep() throws -> StepReport {
    let number = progress.step
    let loss = try program.loss()
    let norm = Double(try executor.output("gradient.norm")[0])
    guard loss.isFinite else { throw TrainingError.notFinite(step: number + 1, what: "loss") }
    guard norm.isFinite else {
      throw TrainingError.notFinite(step: number + 1, what: "gradient norm")
    }
    let rate = plan.rate(at: plan.position(of: progress))
    progress.step += 1
    return StepReport(step: progress.step, loss: loss, gradientNorm: norm, rate: rate)
  }

  /// Notes what the clock says of a run that it ends.
  ///
  /// - Parameters:
  ///   - seconds: that the run has taken so far.
  ///   - share: of the run that is over, 0 to 1.
  public func record(seconds: Double, share: Double) {
    progress.seconds = seconds
    progress.share = share
  }

  /// Notes a validation score (smaller is better). Returns whether it is the best so far.
  public func record(score: Double) -> Bool {
    progress.validatedStep = progress.step
    progress.validatedShare = progress.share
    if let best = progress.bestScore, score >= best {
      progress.validationsSinceBest += 1
      return false
    }
    progress.bestScore = score
    progress.bestStep = progress.step
    progress.validationsSinceBest = 0
    return true
  }

  /// Whether validations have stopped improving.
  public var isExhausted: Bool {
    plan.patience.map { progress.validationsSinceBest >= $0 } ?? false
  }

  /// The network's present weights.
  public func weights() throws -> [Weight] {
    try parameters.map {
      Weight(name: $0.name, shape: $0.shape, values: try executor.parameter($0.name))
    }
  }

  /// The weights that are validated and kept as a model: their moving average, where the plan has one.
  public func modelWeights() throws -> [Weight] {
    guard plan.average != nil else { return try weights() }
    return try parameters.map {
      let name = $0.isFixed ? $0.name : WeightAverage.name(of: $0.name)
      return Weight(name: $0.name, shape: $0.shape, values: try executor.parameter(name))
    }
  }

  /// What the optimiser keeps, under the names it has in checkpoints.
  public func optimiserState() throws -> [Weight] {
    try optimiserSlots.map {
      Weight(name: $0.name, shape: $0.shape, values: try executor.parameter($0.name))
    }
  }

  /// Names and shapes of what the optimiser keeps for the parameters that are trained.
  private var optimiserSlots: [ParameterSpecification] {
    let slots = plan.optimiser.slots + (plan.average == nil ? [] : [WeightAverage.slot])
    return parameters.filter { !$0.isFixed }.flatMap { parameter in
      slots.map {
        ParameterSpecification(
          name: "optimiser.\($0).\(parameter.name)", shape: parameter.shape, initialiser: .zeros)
      }
    }
  }

  private func start() throws {
    for (index, parameter) in (parameters + optimiserSlots).enumerated() {
      try executor.setParameter(
        parameter.name, parameter.start(seed: plan.seed, place: index).values)
    }
  }

  /// The average of no steps is what the steps start from.
  private func startAverage() throws {
    guard plan.average != nil else { return }
    for parameter in parameters where !parameter.isFixed {
      try executor.setParameter(
        WeightAverage.name(of: parameter.name), try executor.parameter(parameter.name))
    }
  }

  private func restore(_ checkpoint: Checkpoint) throws {
    for tensor in try checkpoint.tensors(parameters + optimiserSlots) {
      try executor.setParameter(tensor.name, tensor.values)
    }
  }
}
