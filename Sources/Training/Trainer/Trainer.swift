import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph

/// Runs optimiser steps. Every random choice depends on (seed, step) alone, so that a resumed run
/// goes on with the very numbers of one that was never stopped.
public final class Trainer {
  public let plan: TrainingPlan
  public private(set) var progress: TrainingProgress
  /// Network parameters in order, without the optimiser's.
  public let parameters: [ParameterSpecification]
  public let executor: Executor

  /// A fresh run, or one that goes on from a checkpoint.
  public init(_ plan: TrainingPlan, on backend: any Backend, from checkpoint: Checkpoint? = nil)
    throws
  {
    self.plan = plan
    let network = plan.description.trainingGraph(plan.shape, plan.objective)
    parameters = network.parameters
    executor = try Executor(
      ProgramCompiler.compile(network.graph, for: backend.compileTarget), on: backend)
    progress = checkpoint?.progress ?? TrainingProgress()
    for (index, parameter) in parameters.enumerated() {
      let start = parameter.initialiser.values(
        parameter.shape, seed: plan.seed, stream: UInt64(index))
      try executor.setParameter(
        parameter.name, try checkpoint?.values(parameter.name) ?? start)
      for slot in plan.objective.optimiser.slots {
        let name = "optimiser.\(slot).\(parameter.name)"
        let zeros = [Float](repeating: 0, count: parameter.shape.count)
        try executor.setParameter(name, try checkpoint?.values(name) ?? zeros)
      }
    }
  }

  /// What one step reports.
  public struct StepReport: Sendable {
    /// Number of the finished step, counted from 1.
    public var step: Int
    public var loss: Double
    public var gradientNorm: Double
    public var rate: Double
  }

  /// One optimiser step on a batch.
  public func step(_ batch: TrainingBatch) throws -> StepReport {
    let step = progress.step
    try executor.setInput("frames", batch.frames)
    if plan.objective.hasMask {
      let shape = executor.program.inputs["mask"]?.count ?? 0
      try executor.setInput("mask", batch.mask ?? [Float](repeating: 1, count: shape))
    }
    if let sampling = executor.program.inputs["sampling"] {
      try executor.setInput("sampling", samplingMask(step, count: sampling.count))
    }
    if executor.program.inputs["seed"] != nil {
      let low = Float(plan.seed & 0xFF_FFFF)
      let high = Float((plan.seed >> 24) & 0xFF_FFFF)
      try executor.setInput("seed", [low, high, Float(step & 0xFF_FFFF)])
    }
    let rate = plan.rate(step: step)
    let corrections = plan.objective.optimiser.corrections(step: step + 1)
    for (name, value) in [
      ("rate", Float(rate)), ("correction.mean", corrections.mean),
      ("correction.square", corrections.square),
    ] where executor.program.inputs[name] != nil {
      try executor.setInput(name, [value])
    }
    try executor.run()
    let loss = Double(try executor.output("loss")[0])
    let norm = Double(try executor.output("gradient.norm")[0])
    guard loss.isFinite else { throw TrainingError.notFinite(step: step + 1, what: "loss") }
    guard norm.isFinite else {
      throw TrainingError.notFinite(step: step + 1, what: "gradient norm")
    }
    progress.step += 1
    return StepReport(step: progress.step, loss: loss, gradientNorm: norm, rate: rate)
  }

  /// Notes a validation score (smaller is better). Returns whether it is the best so far.
  public func record(score: Double) -> Bool {
    progress.validatedStep = progress.step
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
  public func weights() throws -> [ModelFile.Weight] {
    try parameters.map {
      ModelFile.Weight(
        name: $0.name, shape: $0.shape, values: try executor.parameter($0.name))
    }
  }

  /// What the optimiser keeps, under the names it has in checkpoints.
  public func optimiserState() throws -> [ModelFile.Weight] {
    try parameters.flatMap { parameter in
      try plan.objective.optimiser.slots.map { slot in
        let name = "optimiser.\(slot).\(parameter.name)"
        return ModelFile.Weight(
          name: name, shape: parameter.shape, values: try executor.parameter(name))
      }
    }
  }

  /// 1 where the truth is the input, by chance.
  private func samplingMask(_ step: Int, count: Int) -> [Float] {
    let chance = plan.truthChance(step: step)
    var random = SeededRandom(seed: plan.seed ^ 0x5A3D_91E7, stream: UInt64(step))
    return (0..<count).map { _ in random.uniform() < chance ? 1 : 0 }
  }
}

extension Initialiser {
  /// The parameter's first values; depends on seed and stream alone.
  public func values(_ shape: Shape, seed: UInt64, stream: UInt64) -> [Float] {
    switch self {
    case .zeros: return [Float](repeating: 0, count: shape.count)
    case .ones: return [Float](repeating: 1, count: shape.count)
    case .uniform(let bound):
      var random = SeededRandom(seed: seed, stream: stream)
      return (0..<shape.count).map { _ in Float(random.uniform() * 2 - 1) * bound }
    case .part(let part, let parts, let value):
      let length = shape[shape.rank - 1]
      let size = length / parts
      return (0..<shape.count).map { index in
        (index % length) / size == part ? value : 0
      }
    }
  }
}
