import ForeframeGraphCompiler
import ForeframeTraining

extension UserError {
  static func sentence(_ error: ModelError) -> String {
    switch error {
    case .file(let file): "\(file)"
    case .notAModel(let path):
      "\(path.shown): not a Foreframe model (no 'foreframe' in its metadata)"
    case .unsupportedVersion(let path, let version):
      "\(path.shown): model format \(version.shown); this program reads "
        + ModelFile.readableVersions.joined(separator: " and ")
    case .badDescription(let path, let reason): "\(path.shown): \(reason)"
    case .missingTensor(let path, let name):
      "\(path.shown): tensor '\(name.shown)' is missing; the file is damaged or of another architecture"
    case .unexpectedTensor(let path, let name):
      "\(path.shown): tensor '\(name.shown)' does not belong to the architecture that the file names"
    case .wrongShape(let path, let name, let expected, let found):
      "\(path.shown): tensor '\(name.shown)' has shape \(found), but its architecture needs \(expected)"
    case .notFinite(let path, let name):
      "\(path.shown): tensor '\(name.shown)' has NaN or infinite values"
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
      "\(path.shown): no '\(name.shown)', so training cannot go on from it"
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
      "the program has no tensor '\(name.shown)' (it has \(known.joined(separator: ", ")))"
    case .wrongCount(let name, let expected, let given):
      "tensor '\(name.shown)' takes \(expected) numbers, not \(given)"
    case .tooLarge(let numbers):
      numbers == .max
        ? "the network's tensors have more numbers for these frames than can be counted"
        : "the network's tensors have \(numbers) numbers for these frames, more than any memory holds"
    }
  }
}
