#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a name in a folder stands for, whatever other names there are for it: two names with one
/// identity are one entry on one disk. Links are not followed.
public struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64

  /// Nil if there is nothing of this name.
  public init?(_ path: String) {
    var information = stat()
    guard lstat(path, &information) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: information.st_dev)
    number = UInt64(truncatingIfNeeded: information.st_ino)
  }
}

extension FileSystem {
  /// Whether anything has this name, a link to nothing, too.
  public static func isTaken(_ path: String) -> Bool { FileIdentity(path) != nil }

  /// Gives a file or folder another name on the same disk; a file of that name is replaced.
  public static func rename(_ source: String, to target: String) throws(FileError) {
    guard renamePath(source, target) == 0 else { throw .last("rename", target) }
  }

  /// The files in a folder and in the folders below it, as paths from the folder, in order. Links
  /// count as files.
  public static func filesBelow(_ folder: String) throws(FileError) -> [String] {
    var files: [String] = []
    for name in try list(folder) {
      var information = stat()
      let path = join(folder, name)
      guard lstat(path, &information) == 0 else { throw .last("lstat", path) }
      if information.st_mode & S_IFMT == S_IFDIR {
        files += try filesBelow(path).map { join(name, $0) }
      } else {
        files.append(name)
      }
    }
    return files
  }
}

// `FileSystem.rename` hides the C function of that name.
private func renamePath(_ source: String, _ target: String) -> Int32 {
  #if canImport(Glibc)
    Glibc.rename(source, target)
  #else
    Darwin.rename(source, target)
  #endif
}
