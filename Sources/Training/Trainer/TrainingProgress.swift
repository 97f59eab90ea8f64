/// Where training is: what must be kept, beside weights and the optimiser's state, to go on with
/// the next step.
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
