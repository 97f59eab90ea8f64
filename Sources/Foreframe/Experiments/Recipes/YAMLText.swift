import ForeframeFiles
import Yams

/// Reads YAML as JSON values: plain scalars by the core schema of YAML 1.2 (`yes` is a string,
/// `5e-4` a number), keys in order, each once.
public enum YAMLText {
  /// The most values that a text may have after its aliases are expanded.
  public static let maximumValues = 100_000

  /// Why a text is no YAML, in words.
  public struct Failure: Error, Hashable, Sendable {
    /// With the line if it is known.
    public var reason: String
  }

  /// The value of one document; an empty text is null.
  public static func parse(_ text: String) throws(Failure) -> JSON {
    // Some editors begin a file with a byte order mark.
    let text =
      text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    if let reason = YAMLOutline(text).defect { throw Failure(reason: reason) }
    let node: Node?
    do { node = try Yams.compose(yaml: text) } catch {
      throw Failure(reason: "\(error)".split(separator: "\n").joined(separator: " ").shown)
    }
    var left = maximumValues
    return try node.map { node throws(Failure) in try value(node, &left, depth: 0) } ?? .null
  }

  private static func value(
    _ node: Node, _ left: inout Int, depth: Int
  ) throws(Failure) -> JSON {
    left -= 1
    guard left > 0, depth < 64 else { throw Failure(reason: "too many values, or nested too deep") }
    switch node {
    case .scalar(let scalar):
      return scalar.style == .plain || scalar.style == .any
        ? plain(scalar.string) : .string(scalar.string)
    case .sequence(let sequence):
      var values: [JSON] = []
      for element in sequence { values.append(try value(element, &left, depth: depth + 1)) }
      return .array(values)
    case .mapping(let mapping):
      var object = JSONObject()
      for (key, element) in mapping {
        guard case .scalar(let name) = key else { throw Failure(reason: "a key is not a word") }
        guard object[name.string] == nil else {
          throw Failure(reason: "the key '\(name.string.shown)' appears twice")
        }
        object[name.string] = try value(element, &left, depth: depth + 1)
      }
      return .object(object)
    case .alias(let alias):
      throw Failure(reason: "unknown alias \(alias.anchor.rawValue.shown)")
    }
  }

  /// A scalar without quotes.
  static func plain(_ text: String) -> JSON {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: break
    }
    let digits: Set<Character> = [
      "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "+", "-", ".", "e", "E",
    ]
    guard text.allSatisfy(digits.contains) else { return .string(text) }
    if let whole = Int64(text) { return .integer(whole) }
    if let number = Double(text), number.isFinite { return .number(number) }
    return .string(text)
  }
}
