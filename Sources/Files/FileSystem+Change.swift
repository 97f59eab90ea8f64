#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension FileSystem {
  /// The most folders that ``makeDirectories(_:)`` makes in one another.
  public static let mostNewFolders = 100

  /// Makes a folder and those above it; one that is there already is no error.
  ///
  /// - Throws: an error of `mkdir` (`ENAMETOOLONG`) for more than ``mostNewFolders``; then none is
  ///   made.
  public static func makeDirectories(_ path: String) throws(FileError) {
    let missing = try missingFolders(path)
    if missing.isEmpty { return }
    UnfinishedFiles.waitIfStopping()
    for folder in missing where mkdir(folder, 0o777) != 0 {
      let error = FileError.last("mkdir", folder)
      if !isDirectory(folder) { throw error }
    }
  }

  /// The folders that ``makeDirectories(_:)`` would make, the outermost one first.
  public static func missingFolders(_ path: String) throws(FileError) -> [String] {
    if path.isEmpty || isDirectory(path) { return [] }
    guard path.utf8.count < Int(PATH_MAX) else {
      throw .system(call: "mkdir", path: path, code: ENAMETOOLONG)
    }
    // From the whole path up to the first folder that is there.
    var missing: [String] = []
    var rest = path
    while !rest.isEmpty, rest != ".", !isDirectory(rest) {
      missing.append(rest)
      guard missing.count <= mostNewFolders else {
        throw .system(call: "mkdir", path: path, code: ENAMETOOLONG)
      }
      let folder = split(rest).folder
      if folder == rest { break }
      rest = folder
    }
    return missing.reversed()
  }

  /// Removes those of some folders that are there and empty, the last one first.
  public static func removeEmpty(_ folders: [String]) {
    for folder in folders.reversed() { _ = rmdir(folder) }
  }

  /// Removes a file, a link or an empty folder. Nothing at `path` is no error.
  public static func remove(_ path: String) throws(FileError) {
    guard removePath(path) != 0, errno != ENOENT else { return }
    throw .last("remove", path)
  }

  /// Removes a folder and everything in it; links are removed, not followed.
  public static func removeTree(_ path: String) throws(FileError) {
    try removeTree(Array(path.utf8), shownAs: path)
  }

  /// By bytes, since a name need not be UTF-8.
  private static func removeTree(_ bytes: [UInt8], shownAs path: String) throws(FileError) {
    let name = bytes.map { CChar(bitPattern: $0) } + [0]
    var information = stat()
    guard lstat(name, &information) == 0 else {
      if errno == ENOENT { return }
      throw .last("lstat", path)
    }
    if FileKind(information) == .folder {
      for entry in try entries(name, shownAs: path) {
        try removeTree(
          bytes + [0x2F] + entry, shownAs: join(path, String(decoding: entry, as: UTF8.self)))
      }
    }
    guard removePath(name) != 0, errno != ENOENT else { return }
    throw .last("remove", path)
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
private func removePath(_ path: UnsafePointer<CChar>) -> Int32 {
  #if canImport(Glibc)
    Glibc.remove(path)
  #else
    Darwin.remove(path)
  #endif
}
