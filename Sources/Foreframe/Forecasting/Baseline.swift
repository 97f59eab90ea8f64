/// Forecasters that learn nothing and need no device, by the names that commands take.
public enum Baseline: String, Sendable, CaseIterable {
  /// Repeats the last frame.
  case persistence
  /// Repeats the mean of the input frames.
  case mean

  /// The forecaster of this name.
  public var forecaster: any Forecaster {
    switch self {
    case .persistence: PersistenceForecaster()
    case .mean: MeanForecaster()
    }
  }
}
