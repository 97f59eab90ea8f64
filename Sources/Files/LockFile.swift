#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that one process at a time holds, with who holds it as its text. Whoever ends, or is killed,
/// holds it no longer.
public final class LockFile {
  private let file: FileDescriptor

  /// Takes the lock; nil while somebody else has it.
  ///
  /// - Throws: where the file cannot be made. A file system without locks gives no error and no
  ///   protection.
  public init?(path: String) throws(FileError) {
    while true {
      let file = try FileDescriptor(
        path: path, flags: O_RDWR | O_CREAT | O_NONBLOCK | O_NOCTTY)
      let kind = try file.kind()
      guard kind == .file else { throw .notAFile(path: path, kind: kind) }
      guard Self.take(file.number) else { return nil }
      // Whoever had it may have removed the file between opening and locking.
      guard try file.isStill(at: path) else { continue }
      _ = ftruncate(file.number, 0)
      try file.write(Array("process \(getpid()) on \(Self.hostName)\n".utf8))
      self.file = file
      return
    }
  }

  deinit { release() }

  /// Removes the file. The lock is let go with this value.
  public func release() {
    if (try? file.isStill(at: file.path)) == true { unlink(file.path) }
  }

  /// Whether somebody holds the lock.
  public static func isHeld(_ path: String) throws(FileError) -> Bool {
    let file = try FileDescriptor(path: path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY)
    return !take(file.number)
  }

  /// Who holds the lock, as it was written; nil if nothing is.
  public static func holder(_ path: String) -> String? {
    guard let text = try? FileSystem.readText(path, limit: 4096) else { return nil }
    let line = text.split(separator: "\n").first.map(String.init)
    return line.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether the lock could be had; it is let go when the file is closed.
  static func take(_ number: Int32) -> Bool {
    while flock(number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      return errno != EWOULDBLOCK
    }
    return true
  }

  private static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "this machine" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension FileDescriptor {
  /// Whether the path still leads to this very file.
  func isStill(at path: String) throws(FileError) -> Bool {
    let own = try information()
    var other = stat()
    guard stat(path, &other) == 0 else { return false }
    return own.st_ino == other.st_ino && own.st_dev == other.st_dev
  }
}
