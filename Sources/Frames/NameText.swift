/// Names of files in sentences.
enum NameText {
  /// A name in quotation marks, cut if it is long.
  static func quoted(_ name: String) -> String {
    name.count > 100 ? "'\(name.prefix(60))...\(name.suffix(30))'" : "'\(name)'"
  }

  /// The first names, and how many more there are.
  static func list(_ names: [String], limit: Int = 3) -> String {
    let shown = names.prefix(limit).map(quoted).joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
  }
}
