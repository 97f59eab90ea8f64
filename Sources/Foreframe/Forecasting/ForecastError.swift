/// Why a forecast cannot be made of some frames.
public enum ForecastError: UserFacingError {
  /// Nothing was observed.
  case noFrames
  /// The model and the frames differ in their channels; `file` is the first frame.
  case channels(file: String, format: String, reason: String)
  /// A frame of another format than those before it.
  case mixedFormats(expected: String, found: String)
  /// The network gave numbers that are not finite.
  case notFinite(model: String)

  public var message: String {
    switch self {
    case .noFrames: "a forecast needs at least one frame"
    case .channels(let file, let format, let reason): "\(file) is \(format), but \(reason)"
    case .mixedFormats(let expected, let found):
      "a frame of \(found) cannot follow frames of \(expected)"
    case .notFinite(let model):
      "\(model): the forecast has NaN or infinite values; nothing was written"
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .noFrames, .channels, .mixedFormats: .badData
    case .notFinite: .failed
    }
  }
}
