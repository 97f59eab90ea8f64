#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension UnfinishedFolder {
  /// Writes a file of an unfinished folder at its place: nobody reads it before the folder has its name.
  /// The disk is not waited for; ``synchronize(_:)`` does so for all files at once.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    UnfinishedFiles.waitIfStopping()
    try FileDescriptor(path: path, flags: O_WRONLY | O_CREAT | O_TRUNC).write(bytes)
  }

  /// From so many files on a whole file system is waited for: each file by itself takes the disk longer.
  private static let manyFiles = 64

  #if canImport(Glibc)
    /// Linux's own function, which the headers hide; nil where there is none.
    private static let syncfs = dlsym(nil, "syncfs").map {
      unsafeBitCast($0, to: (@convention(c) (Int32) -> Int32).self)
    }
  #endif

  /// Waits until all files of a folder, and the folders in it, are on the disk.
  public static func synchronize(_ folder: String) throws(FileError) {
    let files = try FileSystem.filesBelow(folder)
    #if canImport(Glibc)
      if files.count >= manyFiles {
        let whole = try FileDescriptor(path: folder, flags: O_RDONLY | O_DIRECTORY)
        if let syncfs, syncfs(whole.number) == 0 { return }
      }
    #endif
    for file in files {
      try FileDescriptor(path: FileSystem.join(folder, file), flags: O_RDONLY).synchronize()
    }
    for place in Set(files.map { FileSystem.split($0).folder }) {
      try FileDescriptor(path: FileSystem.join(folder, place), flags: O_RDONLY | O_DIRECTORY)
        .synchronize()
    }
  }
}
