import ForeframeTraining

/// What a run tells while it goes on.
public enum RunEvent<Scores: ValidationScores>: Sendable {
  /// A step is finished. Where the clock ends the run, the number of all steps is what fits in at the
  /// present pace.
  case step(StepReport, of: Int, secondsPerStep: Double, waitedShare: Double)
  /// Of a run that ends by the clock: it is known now how long a step takes, and how many fit in.
  case planned(secondsPerStep: Double, steps: Int)
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
