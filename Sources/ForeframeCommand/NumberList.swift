import ArgumentParser

/// Numbers on a command line, separated by commas.
struct NumberList {
  /// - Parameter option: for errors.
  /// - Throws: a usage error for what is no number.
  static func numbers(_ text: String, _ option: String) throws -> [Double] {
    try text.split(separator: ",").map { part in
      guard let value = Double(part), value.isFinite else {
        throw ValidationError("\(option): '\(part)' is not a number")
      }
      return value
    }
  }
}
