import ForeframeFiles

/// The last look at what goes to a terminal. Whoever puts foreign text into a message shortens it
/// (``Swift/StringProtocol/shown``); here nothing is left that a terminal would obey, and nothing that
/// could be taken for a message of its own.
enum ConsoleText {
  /// The longest message, in characters.
  static let longestMessage = 8000

  /// A message: further lines are indented, so that none of them looks like the beginning of another
  /// message.
  static func message(_ text: String) -> String {
    let start = text.unicodeScalars.prefix(longestMessage)
    let isWhole = start.endIndex == text.unicodeScalars.endIndex
    let lines = String(start).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map(\.escaped).joined(separator: "\n  ") + (isWhole ? "" : "…")
  }

  /// A JSON document, in which JSON itself does not ask for escapes of all that a terminal obeys.
  static func json(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: needsEscape) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if needsEscape(scalar) {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// What of a document's text can only stand within a string and is no plain character.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\n" && scalar.isObeyed
  }

  /// The parser's message, in which it repeats arguments as they were given.
  static func parserMessage(_ text: String, arguments: [String]) -> String {
    var text = text
    for argument in arguments where argument.shown != argument {
      text = text.replacing(argument, with: argument.shown)
      // The value of --option=value stands alone.
      if let sign = argument.firstIndex(of: "=") {
        let value = argument[argument.index(after: sign)...]
        if value.shown != value { text = text.replacing(value, with: value.shown) }
      }
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(\.escaped)
      .joined(separator: "\n")
  }
}
