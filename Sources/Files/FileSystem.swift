#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files and folders, without Foundation. Paths are plain strings with `/` between components.
public enum FileSystem {
  /// The most bytes that are read of a file whose reader names no limit of its own.
  public static let standardLimit = 1 << 30

  /// The whole content of a file. Folders, devices and pipes are refused.
  ///
  /// - Parameter limit: the most bytes to accept; a larger file is refused, not cut.
  public static func read(
    _ path: String, limit: Int = standardLimit
  ) throws(FileError) -> [UInt8] {
    let file = try FileDescriptor.reading(path)
    return try file.contents(limit: limit)
  }

  /// At most `count` bytes of the beginning of a file; fewer if it is shorter.
  public static func readHead(_ path: String, count: Int) throws(FileError) -> [UInt8] {
    let file = try FileDescriptor.reading(path)
    return try file.read(count)
  }

  /// The whole content of a UTF-8 text file.
  ///
  /// - Parameter allowsPipe: whether a pipe is read like a file, if something comes through it.
  public static func readText(
    _ path: String, limit: Int = standardLimit, allowsPipe: Bool = false
  ) throws(FileError) -> String {
    let file = try FileDescriptor.reading(path, allowsPipe: allowsPipe)
    guard let text = String(validating: try file.contents(limit: limit), as: UTF8.self) else {
      throw .notText(path: path)
    }
    return text
  }

  /// Whether something is at `path`; a link to nothing does not count.
  public static func exists(_ path: String) -> Bool { kind(of: path) != nil }

  /// Whether `path` is a folder, or a link to one.
  public static func isDirectory(_ path: String) -> Bool { kind(of: path) == .folder }

  /// Whether `path` is a regular file, or a link to one.
  public static func isFile(_ path: String) -> Bool { kind(of: path) == .file }

  /// Size of a file in bytes.
  public static func size(_ path: String) throws(FileError) -> Int {
    var information = stat()
    guard stat(path, &information) == 0 else { throw .last("stat", path) }
    return Int(information.st_size)
  }

  /// Time of the last change, in seconds since 1970.
  public static func modificationTime(_ path: String) throws(FileError) -> Double {
    var information = stat()
    guard stat(path, &information) == 0 else { throw .last("stat", path) }
    #if canImport(Glibc)
      let time = information.st_mtim
    #else
      let time = information.st_mtimespec
    #endif
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Whether something is at `path`, be it a link to nothing.
  static func isThere(_ path: String) -> Bool {
    var information = stat()
    return lstat(path, &information) == 0
  }

  /// What is at `path`, links followed; nil if there is nothing.
  public static func kind(of path: String) -> FileKind? {
    var information = stat()
    return stat(path, &information) == 0 ? FileKind(information) : nil
  }
}
