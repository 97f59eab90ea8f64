#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What tells one state of a file from another without a look at its content: which file it is, its
/// size, and its times of change.
public struct FileSignature: Hashable, Sendable {
  /// In bytes.
  public let size: Int
  private let device: UInt64
  private let number: UInt64
  private let times: [Int]

  /// The signature of a file, links followed; nil if there is no regular file of this name.
  public init?(_ path: String) {
    var information = stat()
    guard stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    size = Int(information.st_size)
    device = UInt64(truncatingIfNeeded: information.st_dev)
    number = UInt64(truncatingIfNeeded: information.st_ino)
    #if canImport(Glibc)
      let (content, anything) = (information.st_mtim, information.st_ctim)
    #else
      let (content, anything) = (information.st_mtimespec, information.st_ctimespec)
    #endif
    times = [content.tv_sec, content.tv_nsec, anything.tv_sec, anything.tv_nsec]
  }
}
