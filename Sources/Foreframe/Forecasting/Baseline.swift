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
  /// Lets fade what cannot be predicted; nothing moves.
  case fading
  /// The mean of `damped` and `fading`.
  case cautious
  /// `damped` with the values of the last frame.
  case sharp

  /// All names, for a sentence: "persistence, mean, ... or sharp".
  public static var names: String {
    let names = allCases.map(\.rawValue)
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }

  /// The forecaster of this name.
  public var forecaster: any Forecaster {
    switch self {
    case .persistence: PersistenceForecaster()
    case .mean: MeanForecaster()
    case .motion: MotionForecaster()
    case .damped: DampedForecaster()
    case .fading: DampedForecaster.fading
    case .cautious: MeanOfForecasters.cautious
    case .sharp: SharpForecaster()
    }
  }
}
