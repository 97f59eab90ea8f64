/// Finds what a misspelt word was meant to be.
public enum Spelling {
  /// The known word nearest to `word`, if it is near enough to be meant.
  public static func suggestion(for word: String, among known: [String]) -> String? {
    // Nothing that long was meant to be a key, and the comparison's table grows with it.
    if word.utf8.count > 100 { return nil }
    let limit = word.count < 4 ? 1 : max(2, word.count / 3)
    let nearest = known.map { (word: $0, distance: distance(word, $0)) }
      .min { $0.distance < $1.distance }
    guard let nearest, nearest.distance <= limit else { return nil }
    return nearest.word
  }

  /// Insertions, deletions, replacements and swaps of neighbours that make `b` of `a`.
  static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.lowercased())
    let b = Array(b.lowercased())
    var table = (0...a.count).map { row in
      (0...b.count).map { row == 0 ? $0 : $0 == 0 ? row : 0 }
    }
    for i in a.indices {
      for j in b.indices {
        var best = min(
          table[i][j + 1] + 1, table[i + 1][j] + 1, table[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, table[i - 1][j - 1] + 1)
        }
        table[i + 1][j + 1] = best
      }
    }
    return table[a.count][b.count]
  }
}
