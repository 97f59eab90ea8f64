import ForeframeFiles

/// A folder of cached files, of bounded size. Several processes may use it at once: files appear whole,
/// and whatever one of them removes, another one makes again.
package struct CacheShelf {
  /// The result of looking for a file.
  package enum Found: Hashable, Sendable {
    case content([UInt8])
    case missing
    case refused(CacheFile.Refusal)
    /// It is there and cannot be read.
    case unreadable(FileError)
  }

  package let folder: String
  /// Bytes of all files together; the least recently used ones go.
  package let mostBytes: Int

  package init(folder: String, mostBytes: Int) {
    self.folder = folder
    self.mostBytes = mostBytes
  }

  package func path(_ key: CacheKey) -> String { FileSystem.join(folder, key.fileName) }

  package func find(_ key: CacheKey) -> Found {
    do throws(FileError) {
      let bytes = try FileSystem.read(path(key), limit: mostBytes)
      do throws(CacheFile.Refusal) {
        let content = try CacheFile.content(of: bytes, for: key)
        // Where it cannot be marked, it is merely forgotten earlier.
        try? FileSystem.touch(path(key))
        return .content(content)
      } catch {
        return .refused(error)
      }
    } catch {
      return error.isMissing ? .missing : .unreadable(error)
    }
  }

  package func put(_ content: [UInt8], for key: CacheKey) throws(FileError) {
    let bytes = CacheFile.bytes(of: content, for: key)
    // More than there is room for would push out everything else, and itself.
    guard bytes.count <= mostBytes else { return }
    try FileSystem.makeDirectories(folder)
    try AtomicFile.write(bytes, to: path(key))
    try removeOldest()
  }

  package func remove(_ key: CacheKey) throws(FileError) { try FileSystem.remove(path(key)) }

  /// A file that a killed writer left over is a file like any other.
  private func removeOldest() throws(FileError) {
    var files: [(path: String, size: Int, time: Double)] = []
    for name in try FileSystem.list(folder) {
      let path = FileSystem.join(folder, name)
      // Another process may have removed it meanwhile.
      guard FileSystem.isFile(path), let size = try? FileSystem.size(path),
        let time = try? FileSystem.modificationTime(path)
      else { continue }
      files.append((path, size, time))
    }
    var total = files.reduce(0) { $0 + $1.size }
    for file in files.sorted(by: { $0.time < $1.time }) where total > mostBytes {
      try FileSystem.remove(file.path)
      total -= file.size
    }
  }
}
