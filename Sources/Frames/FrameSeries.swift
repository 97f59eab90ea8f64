/// Frames of one folder whose names count alike; their gaps divide them into sequences.
public struct FrameSeries: Sendable, Hashable {
  /// How the names count; nil where they only have an order.
  public let pattern: FramePattern?
  /// In order; a gap ends one and begins the next. Never empty.
  public let sequences: [FrameSequence]

  /// For people: "'C07_%Y%m%d_%H%M.png' (40 frames)".
  var description: String {
    let count = sequences.reduce(0) { $0 + $1.count }
    let names = pattern.map { NameText.quoted($0.description) }
    return (names ?? "\(NameText.quoted(sequences[0].names[0])) and others without a pattern")
      + " (\(count) frame\(count == 1 ? "" : "s"))"
  }
}
