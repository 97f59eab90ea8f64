import ForeframeFiles

/// What was found in a folder of frames.
public struct SequenceScan: Sendable, Hashable {
  /// In order; a gap ends one and begins the next. Never empty.
  public let sequences: [FrameSequence]
  /// PNGs that do not fit the given pattern, by name.
  public let ignored: [String]

  /// For people: the pattern of every sequence, a line each.
  public var description: String {
    sequences.map(\.patternDescription).joined(separator: "\n")
  }

  /// The longest sequence; of equals the last.
  public var longest: FrameSequence {
    sequences.reduce(sequences[0]) { $1.count >= $0.count ? $1 : $0 }
  }

  /// The most recent sequence: what a forecast continues.
  public var last: FrameSequence { sequences[sequences.count - 1] }
}

extension FrameSequence {
  /// Finds the sequences in a folder of PNGs. The path of one PNG is a sequence of one frame.
  ///
  /// Hidden files and files that do not end in `.png` are not looked at. With a pattern, other
  /// names are left out; without, a pattern is detected, and names without one stand in natural
  /// order. A step of more than 1.5 times the usual one ends a sequence.
  public static func scan(
    _ path: String, pattern: FramePattern? = nil
  ) throws(FrameError) -> SequenceScan {
    if FileSystem.isFile(path) {
      let (folder, name) = FileSystem.split(path)
      return try scan(folder: folder, names: [name], pattern: pattern)
    }
    let entries = try wrappingFile { () throws(FileError) in try FileSystem.list(path) }
    let names = entries.filter {
      isFrameName($0) && !FileSystem.isDirectory(FileSystem.join(path, $0))
    }
    if names.isEmpty {
      let folders = entries.count {
        !$0.hasPrefix(".") && FileSystem.isDirectory(FileSystem.join(path, $0))
      }
      throw .emptyFolder(path: path, folders: folders)
    }
    return try scan(folder: path, names: names, pattern: pattern)
  }

  /// Orders and divides names that are known already; they must not be empty.
  public static func scan(
    folder: String, names: [String], pattern given: FramePattern? = nil
  ) throws(FrameError) -> SequenceScan {
    guard let example = names.first else { throw .emptyFolder(path: folder, folders: 0) }
    let title = sequenceName(folder)
    guard let pattern = given ?? FramePattern.detect(in: names) else {
      let ordered = names.sorted(by: NaturalOrder.precedes)
      let sequence = FrameSequence(
        folder: folder, name: title, names: ordered, pattern: nil, cadence: nil)
      return SequenceScan(sequences: [sequence], ignored: [])
    }
    let placed = names.compactMap { name in pattern.position(of: name).map { ($0, name) } }
      .sorted { $0.0 < $1.0 }
    guard !placed.isEmpty else {
      throw .noMatch(folder: folder, pattern: pattern.description, example: example)
    }
    let cadence = FrameCadence.detect(positions: placed.map(\.0), pattern: pattern)
    var groups: [[String]] = []
    var previous: Int64?
    for (position, name) in placed {
      if let previous, let cadence,
        !cadence.isGap(cadence.distance(from: previous, to: position, in: pattern))
      {
        groups[groups.count - 1].append(name)
      } else {
        groups.append([name])
      }
      previous = position
    }
    let sequences = groups.map { group in
      FrameSequence(
        folder: folder, name: groups.count == 1 ? title : "\(title)/\(FileSystem.stem(group[0]))",
        names: group, pattern: pattern, cadence: cadence)
    }
    let known = Set(placed.map(\.1))
    return SequenceScan(sequences: sequences, ignored: names.filter { !known.contains($0) })
  }

  static func isFrameName(_ name: String) -> Bool {
    !name.hasPrefix(".") && FileSystem.pathExtension(name).lowercased() == "png"
  }

  private static func sequenceName(_ folder: String) -> String {
    let name = FileSystem.split(folder).name
    guard name == "." || name == ".." else { return name }
    guard let resolved = try? FileSystem.resolve(folder) else { return name }
    return FileSystem.split(resolved).name
  }
}
