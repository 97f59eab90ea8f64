/// How parameters are trained, whatever the task is: the optimiser, the learning rate over the
/// steps, and what happens every so many steps.
public struct TrainingPlan: Hashable, Sendable {
  /// Optimiser steps in all.
  public var steps: Int
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
    patience: Int? = nil, average: WeightAverage? = nil, frozen: [NamePattern] = []
  ) {
    self.steps = steps
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

  /// Learning rate of a step, counted from 0.
  public func rate(step: Int) -> Double {
    peakRate * schedule.share(step: step, of: steps, warmUp: warmUp)
  }
}
