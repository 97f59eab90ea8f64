import ForeframeTraining

/// What a run tells while it goes on.
public enum RunEvent: Sendable {
  /// A step is finished.
  case step(Trainer.StepReport, of: Int, secondsPerStep: Double, waitedShare: Double)
  /// A validation is finished.
  case validation(step: Int, ValidationScores, isBest: Bool)
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
