import ForeframeFiles

extension FrameSequence {
  /// A file beside a frame that says where on the earth it lies: six lines of text.
  public struct WorldFile: Sendable, Hashable {
    /// As found: `pgw`, `pngw`, `wld` or in capitals.
    public var pathExtension: String
    public var bytes: [UInt8]

    public init(pathExtension: String, bytes: [UInt8]) {
      self.pathExtension = pathExtension
      self.bytes = bytes
    }

    /// The name of the world file of a frame.
    public func name(for frame: String) -> String {
      "\(FileSystem.stem(frame)).\(pathExtension)"
    }
  }

  /// The world files of the last frame, usually none or one.
  public func worldFiles() throws(FrameError) -> [WorldFile] {
    let stem = FileSystem.stem(names[count - 1])
    var files: [WorldFile] = []
    for suffix in ["pgw", "pngw", "wld", "PGW", "PNGW", "WLD"] {
      let path = FileSystem.join(folder, "\(stem).\(suffix)")
      guard FileSystem.isFile(path) else { continue }
      let bytes = try wrappingFile { () throws(FileError) in
        try FileSystem.read(path, limit: 64 << 10)
      }
      // A file system that ignores case shows one file twice.
      if !files.contains(where: { $0.pathExtension.lowercased() == suffix.lowercased() }) {
        files.append(WorldFile(pathExtension: suffix, bytes: bytes))
      }
    }
    return files
  }

  /// Copies the world files of the last frame to frames written elsewhere.
  public func copyWorldFiles(to names: [String], in target: String) throws(FrameError) {
    for file in try worldFiles() {
      for name in names {
        try wrappingFile { () throws(FileError) in
          try AtomicFile.write(file.bytes, to: FileSystem.join(target, file.name(for: name)))
        }
      }
    }
  }
}
