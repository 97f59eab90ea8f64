import ForeframeFiles

/// Why a file is not a model.
public enum ModelError: Error, Hashable, Sendable {
  case file(SafetensorsError)
  case notAModel(path: String)
  case unsupportedVersion(path: String, version: String)
  case badDescription(path: String, reason: String)
  case missingTensor(path: String, name: String)
  case unexpectedTensor(path: String, name: String)
  case wrongShape(path: String, name: String, expected: [Int], found: [Int])
  case notFinite(path: String, name: String)
}
