#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the file system refused, with the path and the system call named.
public enum FileError: Error, Hashable, Sendable {
  /// A system call failed on `path` with an `errno`.
  case system(call: String, path: String, code: Int32)
  /// The file is larger than the caller allows (bytes).
  case tooLarge(path: String, size: Int, limit: Int)
  /// A line is longer than the caller allows (bytes).
  case lineTooLong(path: String, limit: Int)
  /// The file should be text, and is not UTF-8.
  case notText(path: String)
  /// Something else than a file: a folder, a device.
  case notAFile(path: String, kind: FileKind)
  /// A pipe into which nobody writes.
  case silentPipe(path: String, seconds: Int)
  /// The machine has not the memory for a file of so many bytes.
  case noMemory(path: String, size: Int)

  /// The file or folder that it is about.
  public var path: String {
    switch self {
    case .system(_, let path, _), .tooLarge(let path, _, _), .lineTooLong(let path, _),
      .notText(let path), .notAFile(let path, _), .silentPipe(let path, _), .noMemory(let path, _):
      path
    }
  }

  /// Whether the path, or a folder on the way to it, does not exist.
  public var isMissing: Bool {
    if case .system(_, _, let code) = self { return code == ENOENT || code == ENOTDIR }
    return false
  }

  /// Whether the disk, the quota or the largest file size is exhausted.
  public var isDiskFull: Bool {
    if case .system(_, _, let code) = self {
      return code == ENOSPC || code == EDQUOT || code == EFBIG
    }
    return false
  }

  /// The error of a call that just failed on this thread.
  static func last(_ call: String, _ path: String) -> FileError {
    .system(call: call, path: path, code: errno)
  }
}

extension FileError: CustomStringConvertible {
  /// One sentence for people: the path first, then the reason.
  public var description: String {
    let path = path.shown
    switch self {
    case .system(let call, _, let code):
      return "\(path): \(String(cString: strerror(code))) (\(call))"
    case .tooLarge(_, let size, let limit):
      return "\(path): \(size) bytes, more than the allowed \(limit)"
    case .lineTooLong(_, let limit):
      return "\(path): a line has more than the allowed \(limit) bytes"
    case .notText: return "\(path): not UTF-8 text"
    case .notAFile(_, let kind): return "\(path): this is \(kind.words); a file is needed"
    case .silentPipe(_, let seconds):
      return "\(path): a pipe, and nothing came through it for \(seconds) seconds"
    case .noMemory(_, let size):
      return "\(path): \(size) bytes, more than this machine has memory for"
    }
  }
}
