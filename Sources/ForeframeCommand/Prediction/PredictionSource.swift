import Foreframe
import ForeframeFiles
import ForeframeFrames

/// One INPUT of `predict`: the sequence in its folder that is continued.
struct PredictionSource {
  let path: String
  private(set) var sequence: FrameSequence
  private let scan: SequenceScan

  /// Looks at the names in the folder.
  init(_ path: String, _ pattern: FramePattern?, mask: ObservedMask? = nil) throws {
    try ForeignFrames.check(path)
    self.path = path
    scan = try FrameSequence.scan(path, pattern: pattern)
    sequence = try scan.sequenceToContinue()
    sequence.mask = mask
  }

  /// The name of the folder for what is predicted from one of several inputs.
  var name: String {
    let resolved = (try? FileSystem.resolve(path)) ?? path
    return FileSystem.isDirectory(path)
      ? FileSystem.split(resolved).name : FileSystem.stem(resolved)
  }

  /// Refuses output names that would be written over a frame of the input.
  func protect(_ names: [String], in folder: String) throws {
    try InputGuard(scan).check(names, in: folder)
  }

  /// Says how the names were understood.
  func describe() {
    Console.note("input: \(sequence.patternDescription)")
    let others = scan.sequences.count - 1
    if others > 0 {
      Console.note(
        "input: gaps make \(others + 1) sequences of this folder; the last one is continued "
          + "(\(sequence.count) frames from \(sequence.names[0]) on)")
    }
    let unreadable = (try? FileSystem.unreadableNames(sequence.folder)) ?? []
    if let first = unreadable.first {
      Console.warning(
        "\(unreadable.count) names in \(sequence.folder.shown) are not UTF-8 and are left out, such as "
          + "'\(first)'; rename them to use them")
    }
    for warning in scan.warnings { Console.warning(warning) }
  }
}
