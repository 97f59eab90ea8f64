extension StringProtocol {
  /// The text as it may stand in a message: on one line, without anything that would move a
  /// terminal's cursor or turn the direction of writing, and at most 200 characters long. Of a longer
  /// text the beginning and the end are left.
  ///
  /// For whatever this program did not write itself: paths, names, keys, notes of a model.
  public var shown: String { shortened(to: 200) }

  /// As ``shown``, but whole.
  public var escaped: String {
    unicodeScalars.contains(where: \.isObeyed)
      ? unicodeScalars.map(\.shown).joined() : String(self)
  }

  private func shortened(to limit: Int) -> String {
    if utf8.count <= limit { return cut(escaped, to: limit) }
    // A longer text than this can only be cut, so no more of it is looked at.
    let scalars = unicodeScalars
    if scalars.index(scalars.startIndex, offsetBy: limit + 1, limitedBy: scalars.endIndex) == nil {
      return cut(escaped, to: limit)
    }
    let head = scalars.prefix(limit).map(\.shown).joined()
    let tail = scalars.suffix(limit).map(\.shown).joined()
    return joined(head, tail, limit)
  }

  private func cut(_ text: String, to limit: Int) -> String {
    text.unicodeScalars.count <= limit ? text : joined(text, text, limit)
  }

  /// Two thirds from the beginning, the rest from the end, where a path has its name.
  private func joined(_ head: String, _ tail: String, _ limit: Int) -> String {
    let end = limit / 3
    var text = String.UnicodeScalarView(head.unicodeScalars.prefix(limit - end - 1))
    text.append("…")
    text.append(contentsOf: tail.unicodeScalars.suffix(end))
    return String(text)
  }
}

extension Unicode.Scalar {
  /// Whether it would be obeyed rather than seen: control characters, line and paragraph separators,
  /// marks that turn the direction of writing, and invisible tags.
  public var isObeyed: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF,
      0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// Itself, or an escape that stands for it.
  var shown: String {
    switch self {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case _ where isObeyed: "\\u{" + String(value, radix: 16) + "}"
    default: String(Character(self))
    }
  }
}
