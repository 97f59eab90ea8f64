import ForeframeRecurrent

/// Everything that determines a training run, apart from the data.
public struct TrainingPlan: Hashable, Sendable {
  public var description: ModelDescription
  public var shape: SequenceShape
  public var objective: TrainingObjective
  public var schedule: Schedule
  /// The schedule's highest learning rate.
  public var peakRate: Double
  /// Steps of linear warm-up before the schedule.
  public var warmUp: Int
  /// Optimiser steps in all.
  public var steps: Int
  /// Scheduled sampling: the chance of the truth falls in a line from `start` to 0 at step `end`.
  public var samplingStart: Double
  public var samplingEnd: Int
  public var seed: UInt64
  /// Steps between validations, and between checkpoints.
  public var validateEvery: Int
  public var saveEvery: Int
  /// Validations without improvement after which training stops; nil never.
  public var patience: Int?

  public init(
    description: ModelDescription, shape: SequenceShape, objective: TrainingObjective,
    schedule: Schedule, peakRate: Double, warmUp: Int = 0, steps: Int, samplingStart: Double = 0,
    samplingEnd: Int = 0, seed: UInt64 = 0, validateEvery: Int, saveEvery: Int,
    patience: Int? = nil
  ) {
    self.description = description
    self.shape = shape
    self.objective = objective
    self.schedule = schedule
    self.peakRate = peakRate
    self.warmUp = warmUp
    self.steps = steps
    self.samplingStart = samplingStart
    self.samplingEnd = samplingEnd
    self.seed = seed
    self.validateEvery = validateEvery
    self.saveEvery = saveEvery
    self.patience = patience
  }

  /// Learning rate of a step, counted from 0.
  public func rate(step: Int) -> Double {
    peakRate * schedule.share(step: step, of: steps, warmUp: warmUp)
  }

  /// The chance that an input beyond the observed frames is the truth.
  public func truthChance(step: Int) -> Double {
    guard samplingEnd > 0, step < samplingEnd else { return 0 }
    return samplingStart * (1 - Double(step) / Double(samplingEnd))
  }
}

/// A batch for one step: frames [T + K, N, H, W, C], and a mask [T + K, N, H, W, 1] if the data
/// have missing pixels.
public struct TrainingBatch: Sendable {
  public var frames: [Float]
  public var mask: [Float]?

  public init(frames: [Float], mask: [Float]?) {
    self.frames = frames
    self.mask = mask
  }
}

/// Where training is: what must be kept to go on at the very step.
public struct TrainingProgress: Hashable, Sendable {
  /// Finished steps.
  public var step = 0
  public var bestScore: Double?
  public var bestStep = 0
  /// Validations since the best.
  public var validationsSinceBest = 0
  /// The step of the last validation.
  public var validatedStep = 0

  public init() {}
}

/// What stops training besides its end.
public enum TrainingError: Error, Hashable, Sendable {
  case notFinite(step: Int, what: String)
  case missingState(path: String, name: String)
}
