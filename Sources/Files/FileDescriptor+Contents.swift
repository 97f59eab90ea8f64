#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension FileDescriptor {
  /// Opens what is to be read, after a look at what it is: a folder, a device or a pipe without a
  /// writer never makes the caller wait.
  ///
  /// - Parameter allowsPipe: whether a pipe is read like a file.
  static func reading(
    _ path: String, allowsPipe: Bool = false
  ) throws(FileError) -> FileDescriptor {
    func check(_ kind: FileKind) throws(FileError) {
      guard kind == .file || (kind == .pipe && allowsPipe) else {
        throw .notAFile(path: path, kind: kind)
      }
    }
    // A path that cannot be looked at cannot be opened either; `open` says why.
    if let kind = FileSystem.kind(of: path) { try check(kind) }
    let file = try FileDescriptor(path: path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY)
    try check(try file.kind())
    return file
  }

  /// Everything from here to the end.
  ///
  /// - Parameter limit: the most bytes to accept; a larger file is refused, not cut.
  func contents(limit: Int) throws(FileError) -> [UInt8] {
    let size = Int(try information().st_size)
    guard size <= limit else { throw .tooLarge(path: path, size: size, limit: limit) }
    // The size is a hint only: pipes and /proc report 0, and a file may grow meanwhile.
    var capacity = max(size + 1, 4096)
    var bytes: [UInt8] = []
    while true {
      guard Memory.canHold(capacity.addedOrLargest(bytes.count)) else {
        throw .noMemory(path: path, size: max(size, bytes.count))
      }
      let piece = try read(capacity)
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
      guard bytes.count <= limit else {
        throw .tooLarge(path: path, size: bytes.count, limit: limit)
      }
      if piece.count < capacity { return bytes }
      capacity = max(4096, min(bytes.count, 1 << 24))
    }
  }
}
