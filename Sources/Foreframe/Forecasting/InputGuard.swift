import ForeframeFiles
import ForeframeFrames

/// Keeps the frames that were read from being written over by what is forecast from them.
public struct InputGuard {
  private var files: [FileIdentity: String] = [:]

  /// Of all frames of a folder that was scanned, also of those that the forecast did not read.
  public init(_ scan: SequenceScan) {
    for sequence in scan.sequences {
      for path in sequence.paths { add(path) }
      for name in scan.ignored { add(FileSystem.join(sequence.folder, name)) }
    }
  }

  private mutating func add(_ path: String) {
    if let identity = FileIdentity(path) { files[identity] = path }
  }

  /// Refuses names in a folder if one of them is a frame that was read, by whatever path.
  ///
  /// - Throws: ``OutputFolder/Refusal``.
  public func check(_ names: [String], in folder: String) throws {
    // Most outputs are new folders, and a forecast may have a million names.
    guard FileSystem.isDirectory(folder) else { return }
    for name in names {
      guard let identity = FileIdentity(FileSystem.join(folder, name)), let path = files[identity]
      else { continue }
      throw OutputFolder.Refusal(
        message: "\(path) is a frame of the input, and the forecast would be written over it; "
          + "name another folder with -o")
    }
  }
}
