#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files and folders, without Foundation. Paths are plain strings with `/` between components.
public enum FileSystem {
  /// The whole content of a file.
  ///
  /// - Parameter limit: the most bytes to accept; a larger file is refused, not cut.
  public static func read(_ path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    let file = try FileDescriptor(path: path, flags: O_RDONLY)
    let information = try file.information()
    guard information.st_mode & S_IFMT != S_IFDIR else {
      throw .system(call: "read", path: path, code: EISDIR)
    }
    // The size is a hint only: pipes and /proc report 0, and a file may grow meanwhile.
    var capacity = max(Int(information.st_size) + 1, 4096)
    guard Int(information.st_size) <= limit else {
      throw .tooLarge(path: path, size: Int(information.st_size), limit: limit)
    }
    var bytes: [UInt8] = []
    while true {
      var failure: FileError?
      let piece = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        do throws(FileError) {
          count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      let isLast = piece.count < capacity
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
      guard bytes.count <= limit else {
        throw .tooLarge(path: path, size: bytes.count, limit: limit)
      }
      if isLast { return bytes }
      capacity = max(4096, min(bytes.count, 1 << 24))
    }
  }

  /// The whole content of a UTF-8 text file.
  public static func readText(_ path: String, limit: Int = .max) throws(FileError) -> String {
    guard let text = String(validating: try read(path, limit: limit), as: UTF8.self) else {
      throw .notText(path: path)
    }
    return text
  }

  /// Whether something is at `path`; a link to nothing does not count.
  public static func exists(_ path: String) -> Bool { kind(of: path) != nil }

  /// Whether `path` is a folder, or a link to one.
  public static func isDirectory(_ path: String) -> Bool { kind(of: path) == S_IFDIR }

  /// Whether `path` is a regular file, or a link to one.
  public static func isFile(_ path: String) -> Bool { kind(of: path) == S_IFREG }

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

  /// Names in a folder (not paths), without `.` and `..`, in the order of their bytes.
  public static func list(_ directory: String) throws(FileError) -> [String] {
    guard let stream = opendir(directory) else { throw .last("opendir", directory) }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw .last("readdir", directory) }
        break
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func kind(of path: String) -> mode_t? {
    var information = stat()
    return stat(path, &information) == 0 ? information.st_mode & S_IFMT : nil
  }
}
