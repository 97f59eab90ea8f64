#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension FileSystem {
  /// Where a symbolic link leads, as it is written; nil if there is no link of this name.
  public static func linkTarget(_ path: String) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlink(path, &bytes, bytes.count - 1)
    guard count > 0 else { return nil }
    return String(validating: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Makes a symbolic link, or lets one that is there lead elsewhere: a reader sees the old target or
  /// the new one at any moment.
  public static func replaceLink(at path: String, to target: String) throws(FileError) {
    let (folder, name) = split(path)
    let temporary = join(folder, TemporaryName.of(name, 0))
    unlink(temporary)
    guard symlink(target, temporary) == 0 else { throw .last("symlink", path) }
    do {
      try rename(temporary, to: path)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Writes a file that is not there yet, without waiting for the disk: for files in a hidden folder,
  /// which gets its name when all are written.
  ///
  /// - Throws: an error of `open` if the file is there.
  public static func writeNew(_ bytes: [UInt8], to path: String) throws(FileError) {
    try FileDescriptor(path: path, flags: O_WRONLY | O_CREAT | O_EXCL).write(bytes)
  }
}
