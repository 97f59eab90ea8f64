import ForeframeGraphCompiler
import ForeframeTraining

extension UserError {
  static func sentence(_ error: ModelError) -> String {
    switch error {
    case .file(let file): "\(file)"
    case .notAModel(let path): "\(path): not a Foreframe model (no 'foreframe' in its metadata)"
    case .unsupportedVersion(let path, let version):
      "\(path): model format \(version); this program reads "
        + ModelFile.readableVersions.joined(separator: " and ")
    case .badDescription(let path, let reason): "\(path): \(reason)"
    case .missingTensor(let path, let name):
      "\(path): tensor '\(name)' is missing; the file is damaged or of another architecture"
    case .unexpectedTensor(let path, let name):
      "\(path): tensor '\(name)' does not belong to the architecture that the file names"
    case .wrongShape(let path, let name, let expected, let found):
      "\(path): tensor '\(name)' has shape \(found), but its architecture needs \(expected)"
    case .notFinite(let path, let name): "\(path): tensor '\(name)' has NaN or infinite values"
    }
  }

  static func status(_ error: ModelError) -> ExitStatus {
    if case .file(let file) = error { status(file) } else { .badData }
  }

  static func sentence(_ error: TrainingError) -> String {
    switch error {
    case .notFinite(let step, let what):
      "training stopped: \(what) is not finite at step \(step); the last good checkpoint stays"
    case .missingState(let path, let name):
      "\(path): no '\(name)', so training cannot go on from it"
    }
  }

  static func status(_ error: TrainingError) -> ExitStatus {
    switch error {
    case .notFinite: .failed
    case .missingState: .badData
    }
  }

  static func sentence(_ error: Executor.Failure) -> String {
    switch error {
    case .unknownName(let name, let known):
      "the program has no tensor '\(name)' (it has \(known.joined(separator: ", ")))"
    case .wrongCount(let name, let expected, let given):
      "tensor '\(name)' takes \(expected) numbers, not \(given)"
    }
  }
}
