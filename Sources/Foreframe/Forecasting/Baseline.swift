/// Forecasters that learn nothing and need no device, by the names that commands take.
public enum Baseline: String, Sendable, CaseIterable {
  /// Repeats the last frame.
  case persistence
  /// Repeats the mean of the input frames.
  case mean
  /// Moves the last frame along the motion of the inputs.
  case motion
  /// Moves the last frame, and lets fade what cannot be predicted.
  case damped
  /// `damped` with the values of the last frame.
  case sharp

  /// The forecaster of this name.
  public var forecaster: any Forecaster {
    switch self {
    case .persistence: PersistenceForecaster()
    case .mean: MeanForecaster()
    case .motion: MotionForecaster()
    case .damped: DampedForecaster()
    case .sharp: SharpForecaster()
    }
  }
}
