#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension FileSystem {
  /// Makes a folder and those above it; one that is there already is no error.
  public static func makeDirectories(_ path: String) throws(FileError) {
    if path.isEmpty || isDirectory(path) { return }
    let (folder, _) = split(path)
    if folder != path, folder != "." { try makeDirectories(folder) }
    guard mkdir(path, 0o777) != 0 else { return }
    let error = FileError.last("mkdir", path)
    if isDirectory(path) { return }
    throw error
  }

  /// Removes a file, a link or an empty folder. Nothing at `path` is no error.
  public static func remove(_ path: String) throws(FileError) {
    guard removePath(path) != 0, errno != ENOENT else { return }
    throw .last("remove", path)
  }

  /// Removes a folder and everything in it; links are removed, not followed.
  public static func removeTree(_ path: String) throws(FileError) {
    var information = stat()
    guard lstat(path, &information) == 0 else {
      if errno == ENOENT { return }
      throw .last("lstat", path)
    }
    if information.st_mode & S_IFMT == S_IFDIR {
      for name in try list(path) { try removeTree(join(path, name)) }
    }
    try remove(path)
  }

  /// Sets a file's time of the last change to now.
  public static func touch(_ path: String) throws(FileError) {
    guard utimes(path, nil) == 0 else { throw .last("utimes", path) }
  }

  /// Copies the content of a file, atomically at the destination.
  public static func copy(_ source: String, to destination: String) throws(FileError) {
    try AtomicFile.write(try read(source), to: destination)
  }

  /// A new empty folder for temporary files, named from `prefix`.
  public static func makeTemporaryDirectory(_ prefix: String) throws(FileError) -> String {
    let root = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let pattern = join(root, prefix + ".XXXXXX")
    var template = Array(pattern.utf8CString)
    guard mkdtemp(&template) != nil else { throw .last("mkdtemp", pattern) }
    return template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? pattern
    }
  }
}

// `FileSystem.remove` hides the C function of that name.
private func removePath(_ path: String) -> Int32 {
  #if canImport(Glibc)
    Glibc.remove(path)
  #else
    Darwin.remove(path)
  #endif
}
