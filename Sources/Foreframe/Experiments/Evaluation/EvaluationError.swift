/// Why nothing can be evaluated.
public enum EvaluationError: UserFacingError {
  case emptySplit(path: String, split: String)
  /// `split` is named if it is a cut of a folder without split folders.
  case tooFewFrames(
    path: String, found: Int, inputs: Int, horizon: Int, needed: Int, split: String?)
  case notFinite(model: String, place: String)

  public var message: String {
    switch self {
    case .emptySplit(let path, let split):
      "\(path.shown): no sequence for '\(split.shown)'; --split all takes everything"
    case .tooFewFrames(let path, let found, let inputs, let horizon, let needed, let split):
      "\(path.shown): a case needs \(needed) frames (\(inputs) to read, \(horizon) to compare), but "
        + "there are at most \(found) without a gap"
        + (split.map {
          " in '\($0)', the part of the folder's time that is kept for it; --split all takes "
            + "everything"
        } ?? "")
    case .notFinite(let model, let place):
      "\(model.shown): the forecast of \(place.shown) has NaN or infinite values"
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .emptySplit, .tooFewFrames: .badData
    case .notFinite: .failed
    }
  }
}
