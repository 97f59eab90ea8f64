import ForeframeTraining

/// Why a training run does not start or go on.
public enum RunError: UserFacingError, Hashable {
  /// The folder has something in it already.
  case folderNotEmpty(path: String)
  case notAFolder(path: String)
  /// There is no checkpoint to go on from.
  case nothingToResume(path: String)
  /// The run was started with another configuration: the first key that differs, and both values.
  case otherConfiguration(key: String, before: String, now: String)
  /// The run was started with other data.
  case otherData(before: String, now: String)
  /// The data's channels and the model's do not fit, or similar.
  case unfit(String)

  public var message: String {
    switch self {
    case .folderNotEmpty(let path):
      "\(path) is not empty: go on with --resume, start again with --overwrite, or name another"
    case .notAFolder(let path): "\(path) is a file; a folder is needed for the run"
    case .nothingToResume(let path): "\(path): there is no checkpoint to go on from"
    case .otherConfiguration(let key, let before, let now):
      "cannot go on with another configuration: \(key) was \(before) and is now \(now)"
    case .otherData(let before, let now):
      "cannot go on with other data: their fingerprint was \(before) and is now \(now)"
    case .unfit(let reason): reason
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .folderNotEmpty, .notAFolder: .cannotCreate
    case .nothingToResume: .inputMissing
    case .otherConfiguration: .badConfiguration
    case .otherData: .badData
    case .unfit: .badConfiguration
    }
  }
}
