import ForeframeTraining

/// Why a training run does not start or go on.
public enum RunError: UserFacingError, Hashable {
  /// The folder has something in it already.
  case folderNotEmpty(path: String)
  case notAFolder(path: String)
  /// Another process trains in the folder; what is known of it, if anything.
  case locked(path: String, holder: String?)
  /// The folder has something in it that no run has written.
  case notARun(path: String, name: String)
  /// The data would be in the run's folder.
  case dataInside(path: String, data: String)
  /// There is no checkpoint to go on from.
  case nothingToResume(path: String)
  /// The run was started with another configuration: the first key that differs, and both values.
  case otherConfiguration(key: String, before: String, now: String)
  /// The learning rate of the run depends on its number of steps, which cannot be changed.
  case fixedLength(schedule: String)
  /// The schedules of the run depend on its time, which cannot be changed.
  case fixedTime
  /// The run has more steps already than are asked for.
  case shorterThanDone(steps: Int, done: Int)
  /// The weights to start from are those of another network.
  case otherNetwork(path: String, key: String, before: String, now: String)
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
    case .notARun(let path, let name):
      "\(path.shown) is no run's folder, so '\(name.shown)' in it is not removed; name another folder"
    case .dataInside(let path, let data):
      "the frames in \(data.shown) are in the run's folder \(path.shown), where --overwrite might remove "
        + "them; name another folder with -o"
    case .nothingToResume(let path): "\(path.shown): there is no checkpoint to go on from"
    case .otherConfiguration(let key, let before, let now):
      "cannot go on with another configuration: \(key.shown) was \(before.shown) and is now \(now.shown)"
    case .fixedLength(let schedule):
      "the number of steps cannot be changed: by the schedule \(schedule.shown) the learning rate of every "
        + "step depends on it; start another run from this one's weights with --from"
    case .fixedTime:
      "the time of a run cannot be changed, nor whether the clock or a number of steps ends it: the "
        + "learning rate of every step depends on it; start another run from this one's weights with --from"
    case .shorterThanDone(let steps, let done):
      "\(steps) steps are asked for, but the run has taken \(done) already"
    case .otherNetwork(let path, let key, let before, let now):
      "\(path.shown) is another network than the recipe's: \(key.shown) is \(before.shown) in it and "
        + "\(now.shown) in the "
        + "recipe; change the recipe, for example with --set model.KEY=VALUE"
    case .otherData(let before, let now):
      "cannot go on with other data: their fingerprint was \(before.shown) and is now \(now.shown)"
    case .unfit(let reason): reason
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .folderNotEmpty, .notAFolder, .locked, .notARun, .dataInside: .cannotCreate
    case .nothingToResume: .inputMissing
    case .otherConfiguration, .fixedLength, .fixedTime, .shorterThanDone, .otherNetwork:
      .badConfiguration
    case .otherData: .badData
    case .unfit: .badConfiguration
    }
  }
}
