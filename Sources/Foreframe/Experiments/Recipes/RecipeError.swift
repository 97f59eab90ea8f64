import ForeframeFiles

/// What is wrong with a recipe, with the file and the key named. The command exits with 78.
public enum RecipeError: UserFacingError, Hashable, Sendable {
  /// The file cannot be read.
  case file(FileError)
  /// The text is no YAML.
  case syntax(file: String, reason: String)
  /// A key that no recipe has; `suggestion` is the nearest known one, if any is near.
  case unknownKey(file: String, key: String, suggestion: String?, known: [String])
  /// A key that must be there is not.
  case missing(file: String, key: String)
  /// A value of the wrong kind or out of range, or two that do not go together.
  case badValue(file: String, key: String, reason: String)
  /// An override that is not `key.path=value`, or does not fit the recipe.
  case badOverride(text: String, reason: String)
}

extension RecipeError: CustomStringConvertible {
  public var description: String { message }

  public var exitStatus: ExitStatus {
    guard case .file(let error) = self else { return .badConfiguration }
    // A file that is there and is no recipe is a bad recipe.
    switch error {
    case .notText, .tooLarge, .lineTooLong, .notAFile: return .badConfiguration
    case .system, .silentPipe, .noMemory: return UserError(error).exitStatus
    }
  }

  /// One sentence for people: the file first, then the key and the reason.
  public var message: String {
    switch self {
    case .file(let error): error.description
    case .syntax(let file, let reason): "\(file.shown): \(reason)"
    case .unknownKey(let file, let key, let suggestion, let known):
      "\(file.shown): unknown key '\(key.shown)'"
        + (suggestion.map { "; did you mean '\($0)'?" }
          ?? "; known here: \(known.joined(separator: ", "))")
    case .missing(let file, let key): "\(file.shown): '\(key.shown)' is missing"
    case .badValue(let file, let key, let reason): "\(file.shown): \(key.shown): \(reason)"
    case .badOverride(let text, let reason): "--set \(text.shown): \(reason)"
    }
  }
}
