import ForeframeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads the first bytes of a file, where its header is.
enum FileHead {
  /// At most `count` bytes; fewer if the file is shorter.
  static func read(_ path: String, count: Int) throws(FileError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .system(call: "open", path: path, code: errno) }
    defer { close(file) }
    var code: Int32 = 0
    let head = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, let base = buffer.baseAddress {
        let received = pread(file, base + filled, count - filled, off_t(filled))
        if received < 0 {
          if errno == EINTR { continue }
          code = errno
        }
        if received <= 0 { break }
        filled += received
      }
    }
    guard code == 0 else { throw .system(call: "read", path: path, code: code) }
    return head
  }
}
