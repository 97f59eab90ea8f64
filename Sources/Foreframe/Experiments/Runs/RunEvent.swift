import ForeframeTraining

/// What a run tells while it goes on.
public enum RunEvent<Scores: ValidationScores>: Sendable {
  /// A step is finished.
  case step(StepReport, of: Int, secondsPerStep: Double, waitedShare: Double)
  /// A validation is finished.
  case validation(step: Int, Scores, isBest: Bool)
  /// A checkpoint was written.
  case saved(step: Int)
}

/// How a run ended.
public enum RunOutcome: Hashable, Sendable {
  /// All steps are done.
  case finished
  /// Validations stopped improving.
  case exhausted
  /// A wish to stop; `--resume` goes on.
  case interrupted
}
