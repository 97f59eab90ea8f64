/// Why a text is no JSON, or a value cannot be written as JSON. Lines and columns count from 1;
/// columns count bytes.
public enum JSONError: Error, Hashable, Sendable {
  case syntax(reason: String, line: Int, column: Int)
  case duplicateKey(key: String, line: Int, column: Int)
  case tooDeep(limit: Int, line: Int, column: Int)
  /// A number beyond the range of `Double`.
  case numberOutOfRange(text: String, line: Int, column: Int)
  /// NaN or an infinity, which JSON does not have.
  case notFinite(value: Double)
}

extension JSONError: CustomStringConvertible {
  /// One sentence for people.
  public var description: String {
    switch self {
    case .syntax(let reason, let line, let column):
      "line \(line), column \(column): \(reason)"
    case .duplicateKey(let key, let line, let column):
      "line \(line), column \(column): the key \"\(key.shown)\" appears twice"
    case .tooDeep(let limit, let line, let column):
      "line \(line), column \(column): nested more than \(limit) deep"
    case .numberOutOfRange(let text, let line, let column):
      "line \(line), column \(column): \(text.shown) is too large"
    case .notFinite(let value):
      "\(value) cannot be written as JSON"
    }
  }
}
