/// What stops training besides its end.
public enum TrainingError: Error, Hashable, Sendable {
  case notFinite(step: Int, what: String)
  case missingState(path: String, name: String)
}
