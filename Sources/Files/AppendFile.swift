#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that only grows. Not safe to share between threads.
public final class AppendFile {
  /// Where it is.
  public let path: String
  private let file: FileDescriptor

  /// Opens `path` for appending and makes it if it is not there. A pipe or a device is refused.
  public init(path: String) throws(FileError) {
    file = try FileDescriptor(
      path: path, flags: O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_NOCTTY)
    let kind = try file.kind()
    guard kind == .file else { throw .notAFile(path: path, kind: kind) }
    self.path = path
  }

  /// Appends `bytes`, in one write if the system allows.
  public func append(_ bytes: [UInt8]) throws(FileError) {
    try file.write(bytes)
  }

  /// Waits until everything is on the disk.
  public func synchronize() throws(FileError) {
    try file.synchronize()
  }
}
