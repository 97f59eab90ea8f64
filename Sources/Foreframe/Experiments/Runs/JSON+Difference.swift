import ForeframeFiles

extension JSON {
  /// The first place where two values differ, as a path of keys, with both values there.
  func firstDifference(to other: JSON) -> (key: String, before: String, now: String)? {
    if self == other { return nil }
    if case .object(let mine) = self, case .object(let theirs) = other {
      for key in mine.keys + theirs.keys.filter({ mine[$0] == nil }) {
        let inner = (mine[key] ?? .null).firstDifference(to: theirs[key] ?? .null)
        if let inner { return (join(key, inner.key), inner.before, inner.now) }
      }
    }
    if case .array(let mine) = self, case .array(let theirs) = other, mine.count == theirs.count {
      for (index, pair) in zip(mine, theirs).enumerated() {
        if let inner = pair.0.firstDifference(to: pair.1) {
          return (join(String(index), inner.key), inner.before, inner.now)
        }
      }
    }
    func text(_ value: JSON) -> String { value.isNull ? "not given" : value.text() }
    return ("", text(self), text(other))
  }

  private func join(_ key: String, _ rest: String) -> String {
    rest.isEmpty ? key : "\(key).\(rest)"
  }
}
