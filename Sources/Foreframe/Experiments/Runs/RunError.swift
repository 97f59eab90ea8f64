import ForeframeTraining

/// Why a training run does not start or go on.
public enum RunError: UserFacingError, Hashable {
  /// The folder has something in it already.
  case folderNotEmpty(path: String)
  case notAFolder(path: String)
  /// Another process trains in the folder; what is known of it, if anything.
  case locked(path: String, holder: String?)
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
      "\(path.shown) is not empty: go on with --resume, start again with --overwrite, or name another"
    case .notAFolder(let path): "\(path.shown) is a file; a folder is needed for the run"
    case .locked(let path, let holder):
      "\(path.shown): another process trains in this folder (\(holder?.shown ?? "unknown")); wait for "
        + "its end, or name another folder"
    case .nothingToResume(let path): "\(path.shown): there is no checkpoint to go on from"
    case .otherConfiguration(let key, let before, let now):
      "cannot go on with another configuration: \(key.shown) was \(before.shown) and is now \(now.shown)"
    case .otherData(let before, let now):
      "cannot go on with other data: their fingerprint was \(before.shown) and is now \(now.shown)"
    case .unfit(let reason): reason
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .folderNotEmpty, .notAFolder, .locked: .cannotCreate
    case .nothingToResume: .inputMissing
    case .otherConfiguration: .badConfiguration
    case .otherData: .badData
    case .unfit: .badConfiguration
    }
  }
}
