/// How parameters are trained, whatever the task is: the optimiser, the learning rate over the
/// steps, and what happens every so many steps.
public struct TrainingPlan: Hashable, Sendable {
  /// Optimiser steps in all. Of a run by the clock: what the other numbers of steps are parts of, so
  /// that half of these steps is half of the time.
  public var steps: Int
  /// The time of the whole run in seconds, where the clock ends it and not the number of steps.
  public var seconds: Double?
  public var optimiser: Optimiser
  /// Largest norm of all gradients together; nil for no clipping.
  public var clipNorm: Double?
  public var schedule: Schedule
  /// The schedule's highest learning rate.
  public var peakRate: Double
  /// Steps of linear warm-up before the schedule.
  public var warmUp: Int
  /// Of first weights, and of everything random in a step.
  public var seed: UInt64
  /// Steps between validations, between checkpoints, and between samples of what was learned.
  public var validateEvery: Int
  public var saveEvery: Int
  public var sampleEvery: Int
  /// Validations without improvement after which training stops; nil never.
  public var patience: Int?
  /// What is validated and kept as the best model in place of the weights; nil: they themselves.
  public var average: WeightAverage?
  /// Parameters that stay as they start.
  public var frozen: [NamePattern]

  public init(
    steps: Int, optimiser: Optimiser = .adam(), clipNorm: Double? = nil,
    schedule: Schedule = .constant, peakRate: Double = 1e-3, warmUp: Int = 0, seed: UInt64 = 1,
    validateEvery: Int = 250, saveEvery: Int = 100, sampleEvery: Int? = nil,
    patience: Int? = nil, average: WeightAverage? = nil, frozen: [NamePattern] = [],
    seconds: Double? = nil
  ) {
    self.steps = steps
    self.seconds = seconds
    self.optimiser = optimiser
    self.clipNorm = clipNorm
    self.schedule = schedule
    self.peakRate = peakRate
    self.warmUp = warmUp
    self.seed = seed
    self.validateEvery = validateEvery
    self.saveEvery = saveEvery
    self.sampleEvery = sampleEvery ?? validateEvery
    self.patience = patience
    self.average = average
    self.frozen = frozen
  }

  /// Where a run stands in its plan, in steps from 0 to ``steps``: what schedules read. Finished
  /// steps, or, where the clock ends the run, the same part of ``steps`` as is over of the run.
  public func position(of progress: TrainingProgress) -> Double {
    seconds == nil ? Double(progress.step) : progress.share * Double(steps)
  }

  /// Learning rate at a position.
  public func rate(at position: Double) -> Double {
    peakRate * schedule.share(at: position, of: steps, warmUp: warmUp)
  }

  /// Learning rate of a step, counted from 0, of a run that ends by its number of steps.
  public func rate(step: Int) -> Double { rate(at: Double(step)) }
}
