#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes whole files so that a reader sees the old content or the new one, never a part.
///
/// The bytes go to a hidden file beside the place, are synced, and take the place by `rename`;
/// then the folder is synced. A kill or a full disk at any moment leaves the old file as it was.
/// A destination that is no regular file (`/dev/stdout`, a pipe) is written directly.
public enum AtomicFile {
  /// Writes `bytes` to `path`, replacing what is there. On an error no file is left over.
  public static func write(
    _ bytes: UnsafeRawBufferPointer, to path: String
  ) throws(FileError) {
    try write(to: path) { (file: borrowing FileDescriptor) throws(FileError) in
      try file.write(bytes)
    }
  }

  /// Writes `bytes` to `path`, replacing what is there. On an error no file is left over.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    try write(to: path) { (file: borrowing FileDescriptor) throws(FileError) in
      try file.write(bytes)
    }
  }

  /// Writes `text` as UTF-8 to `path`, replacing what is there.
  public static func write(_ text: String, to path: String) throws(FileError) {
    try write(Array(text.utf8), to: path)
  }

  /// Writes several pieces one after the other, without joining them in memory first.
  public static func write(pieces: [[UInt8]], to path: String) throws(FileError) {
    try write(to: path) { (file: borrowing FileDescriptor) throws(FileError) in
      for piece in pieces { try file.write(piece) }
    }
  }

  /// Removes what killed writers of `path` left beside it. For start-up, when no one else writes.
  public static func removeLeftovers(of path: String) throws(FileError) {
    let (folder, name) = FileSystem.split(path)
    let start = TemporaryName.prefix(of: name)
    for entry in try FileSystem.list(folder)
    where entry.hasPrefix(start) && entry.hasSuffix(".tmp") {
      try FileSystem.remove(FileSystem.join(folder, entry))
    }
  }

  /// Removes what killed writers left in a folder, whatever they were writing. For start-up, in a
  /// folder in which no one else writes.
  public static func removeLeftovers(in folder: String) throws(FileError) {
    for entry in try FileSystem.list(folder) where TemporaryName.isOne(entry) {
      try FileSystem.remove(FileSystem.join(folder, entry))
    }
  }

  /// Writes what `body` writes, replacing what is there. On an error no file is left over.
  static func write(
    to path: String, _ body: (borrowing FileDescriptor) throws(FileError) -> Void
  ) throws(FileError) {
    var target = path
    var mode: mode_t?
    var information = stat()
    if stat(path, &information) == 0 {
      switch information.st_mode & S_IFMT {
      case S_IFREG:
        target = try FileSystem.resolve(path)
        mode = information.st_mode & 0o777
      case S_IFDIR:
        throw .system(call: "open", path: path, code: EISDIR)
      default:
        // A pipe that nobody reads is an error, not a wait without end.
        let stream = try FileDescriptor(path: path, flags: O_WRONLY | O_NONBLOCK | O_NOCTTY)
        stream.waitsForReader()
        return try body(stream)
      }
    }
    let temporary = try writeBeside(target, mode: mode, reportingAs: path, body)
    defer { UnfinishedFiles.forget(temporary) }
    guard rename(temporary, target) == 0 else {
      let error = FileError.last("rename", path)
      unlink(temporary)
      throw error
    }
    try FileDescriptor(path: FileSystem.split(target).folder, flags: O_RDONLY).synchronize()
  }

  /// Makes the hidden file and returns its path; removes it again when that fails.
  private static func writeBeside(
    _ target: String, mode: mode_t?, reportingAs path: String,
    _ body: (borrowing FileDescriptor) throws(FileError) -> Void
  ) throws(FileError) -> String {
    let (folder, name) = FileSystem.split(target)
    var attempt = 0
    UnfinishedFiles.waitIfStopping()
    while true {
      let temporary = FileSystem.join(folder, TemporaryName.of(name, attempt))
      let file: FileDescriptor
      do {
        file = try FileDescriptor(path: temporary, flags: O_WRONLY | O_CREAT | O_EXCL)
      } catch {
        guard case .system(let call, _, let code) = error else { throw error }
        attempt += 1
        if code == EEXIST, attempt < 10_000 { continue }
        throw .system(call: call, path: path, code: code)
      }
      UnfinishedFiles.note(temporary)
      do {
        if let mode { _ = fchmod(file.number, mode) }
        try body(file)
        try file.synchronize()
        return temporary
      } catch {
        unlink(temporary)
        UnfinishedFiles.forget(temporary)
        guard case .system(let call, _, let code) = error else { throw error }
        throw .system(call: call, path: path, code: code)
      }
    }
  }
}

extension FileDescriptor {
  /// Writes everything, in as many calls as it takes.
  func write(_ bytes: [UInt8]) throws(FileError) {
    // `withUnsafeBytes` does not pass typed errors through on arrays everywhere.
    var failure: FileError?
    bytes.withUnsafeBytes { buffer in
      do throws(FileError) { try write(buffer) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
