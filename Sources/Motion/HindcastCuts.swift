/// Where a sequence is cut for hindcasts: forecasts of input frames from those before them, which show how
/// well a method does on the very sequence that is to be continued.
enum HindcastCuts {
  /// The pairs of a last known frame and a lead, so that the truth is an input too. A field needs two
  /// frames. Of more than 6 inputs some cuts are enough.
  static func all(first: Int, last: Int, leads: Int) -> [(cut: Int, lead: Int)] {
    guard last - first >= 2 else { return [] }
    return (first + 1..<last).flatMap { cut in
      last - first < 6 || [1, 2, 4, 6, 8].contains(last - cut)
        ? (1...max(1, min(leads, last - cut))).map { (cut, $0) } : []
    }
  }
}
