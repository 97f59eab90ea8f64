import ForeframeFiles
import ForeframeFrames

/// A folder of frames for a test, removed with it.
public final class FrameFolder {
  public let path: String

  public init() throws { path = try FileSystem.makeTemporaryDirectory("foreframe-frames") }
  deinit { try? FileSystem.removeTree(path) }

  /// Writes 4x3 grey frames; frame i is i everywhere.
  @discardableResult
  public func add(_ names: [String], format: FrameFormat = FrameFormat(width: 4, height: 3)) throws
    -> FrameFolder
  {
    for (index, name) in names.enumerated() {
      let target = FileSystem.join(path, name)
      try FileSystem.makeDirectories(FileSystem.split(target).folder)
      let frame = Frame(
        format: format, repeating: UInt16(index % (format.maximumSample + 1)))
      try PNGCodec.write(frame, to: target)
    }
    return self
  }

  public func write(_ bytes: [UInt8], as name: String) throws {
    try AtomicFile.write(bytes, to: FileSystem.join(path, name))
  }

  public func scan(_ pattern: String? = nil) throws -> SequenceScan {
    try FrameSequence.scan(path, pattern: try pattern.map { try FramePattern($0) })
  }
}
