/// What was found in a folder of frames.
public struct SequenceScan: Sendable, Hashable {
  /// The frames whose names count alike: one band, camera or elevation. Never empty.
  public let series: [FrameSeries]
  /// PNGs that do not fit the pattern, by name.
  public let ignored: [String]
  /// What a person should know about how the names were understood, a sentence each.
  public let notes: [String]

  /// All sequences, series by series. Never empty.
  public var sequences: [FrameSequence] { series.flatMap(\.sequences) }

  /// For people: the pattern of every sequence, a line each.
  public var description: String {
    sequences.map(\.patternDescription).joined(separator: "\n")
  }

  /// The longest sequence; of equals the last.
  public var longest: FrameSequence {
    sequences.reduce(sequences[0]) { $1.count >= $0.count ? $1 : $0 }
  }

  /// The most recent sequence of the last series. For a forecast, ask ``sequenceToContinue()``.
  public var last: FrameSequence { sequences[sequences.count - 1] }

  /// What a forecast continues: the most recent sequence.
  ///
  /// - Throws: `FrameError.severalSeries` where there is more than one series.
  public func sequenceToContinue() throws(FrameError) -> FrameSequence {
    guard series.count == 1 else {
      throw .severalSeries(folder: last.folder, series: series.map(\.description))
    }
    return last
  }

  /// What was left out, and the notes: warnings, a sentence each.
  public var warnings: [String] {
    guard !ignored.isEmpty else { return notes }
    let patterns = series.compactMap { $0.pattern?.description }.map(NameText.quoted)
    let pattern = patterns.count == 1 ? patterns[0] : "any of the patterns"
    return [
      "\(ignored.count == 1 ? "1 PNG is" : "\(ignored.count) PNGs are") left out, because "
        + "\(ignored.count == 1 ? "its name does" : "their names do") not fit \(pattern): "
        + NameText.list(ignored)
    ] + notes
  }
}
