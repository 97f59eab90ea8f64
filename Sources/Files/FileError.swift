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
  /// The file should be text, and is not UTF-8.
  case notText(path: String)

  /// The file or folder that it is about.
  public var path: String {
    switch self {
    case .system(_, let path, _), .tooLarge(let path, _, _), .notText(let path): path
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
    switch self {
    case .system(let call, let path, let code):
      "\(path): \(String(cString: strerror(code))) (\(call))"
    case .tooLarge(let path, let size, let limit):
      "\(path): \(size) bytes, more than the allowed \(limit)"
    case .notText(let path):
      "\(path): not UTF-8 text"
    }
  }
}
