/// A line of a recipe's text.
struct RecipeLine: Hashable, Sendable {
  let key: String
  /// As YAML has it.
  let value: String
  /// Why, or what else there is.
  let comment: String?

  init(_ key: String, _ value: String, _ comment: String? = nil) {
    self.key = key
    self.value = value
    self.comment = comment
  }

  /// The line, indented; a comment comes before it.
  var text: String {
    (comment.map { "  # \($0)\n" } ?? "") + "  \(key): \(value)"
  }
}
