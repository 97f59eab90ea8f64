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
  /// Of a run by the clock: the part that is over, 0 to 1.
  public var share = 0.0
  /// The same at the last validation.
  public var validatedShare = 0.0
  /// Of a run by the clock: the seconds that it has taken so far, over all of its parts if it was
  /// interrupted.
  public var seconds = 0.0

  public init() {}
}

extension TrainingProgress {
  /// The most steps of a run.
  public static let mostSteps = 1_000_000_000

  /// Why no run can be there, as a clause; nil if one can.
  ///
  /// - Parameter steps: of the whole run, if that is known.
  public func defect(ofSteps steps: Int = mostSteps) -> String? {
    if !(0...steps).contains(step) { return "step \(step) does not lie within 0 and \(steps)" }
    for (name, value) in [
      ("best_step", bestStep), ("validated_step", validatedStep),
      ("validations_since_best", validationsSinceBest),
    ] where !(0...step).contains(value) {
      return "\(name) \(value) does not lie within 0 and step \(step)"
    }
    for (name, value) in [("share", share), ("validated_share", validatedShare)]
    where !(0...1).contains(value) {
      return "\(name) \(value) does not lie within 0 and 1"
    }
    if !(seconds >= 0 && seconds.isFinite) { return "\(seconds) seconds are no time" }
    if let bestScore, !bestScore.isFinite { return "best_score \(bestScore) is not finite" }
    return nil
  }

  var defect: String? { defect() }
}
