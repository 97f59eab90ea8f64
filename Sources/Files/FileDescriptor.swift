#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open file, closed when it goes away.
struct FileDescriptor: ~Copyable {
  let number: Int32
  let path: String

  init(path: String, flags: Int32, mode: mode_t = 0o666) throws(FileError) {
    var number: Int32
    repeat { number = open(path, flags | O_CLOEXEC, mode) } while number < 0 && errno == EINTR
    guard number >= 0 else { throw .last("open", path) }
    self.number = number
    self.path = path
  }

  deinit { _ = close(number) }

  /// Writes everything, in as many calls as it takes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest)
      #if canImport(Glibc)
        let count = Glibc.write(number, piece.baseAddress, piece.count)
      #else
        let count = Darwin.write(number, piece.baseAddress, piece.count)
      #endif
      if count < 0 {
        if errno == EINTR { continue }
        throw .last("write", path)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Reads up to `bytes.count` bytes; fewer only at the end of the file.
  func read(into bytes: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    var filled = 0
    while filled < bytes.count {
      let place = UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
      #if canImport(Glibc)
        let count = Glibc.read(number, place.baseAddress, place.count)
      #else
        let count = Darwin.read(number, place.baseAddress, place.count)
      #endif
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN {
          try waitForWriter()
          continue
        }
        throw .last("read", path)
      }
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// Reads up to `count` bytes; fewer only at the end of the file.
  func read(_ count: Int) throws(FileError) -> [UInt8] {
    var failure: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(FileError) {
        let place = UnsafeMutableRawBufferPointer(buffer)
        filled = try read(into: UnsafeMutableRawBufferPointer(rebasing: place[..<count]))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Waits until the content is on the disk. Pipes and some file systems cannot; that is no error.
  func synchronize() throws(FileError) {
    while fsync(number) != 0 {
      if errno == EINTR { continue }
      if errno == EINVAL || errno == ENOTSUP || errno == EROFS { return }
      throw .last("fsync", path)
    }
  }

  func information() throws(FileError) -> stat {
    var information = stat()
    guard fstat(number, &information) == 0 else { throw .last("fstat", path) }
    return information
  }

  /// What was opened.
  func kind() throws(FileError) -> FileKind { FileKind(try information()) }

  /// From now on writing waits where it has to.
  func waitsForReader() {
    let flags = fcntl(number, F_GETFL)
    if flags >= 0 { _ = fcntl(number, F_SETFL, flags & ~O_NONBLOCK) }
  }

  private func waitForWriter() throws(FileError) {
    let seconds = 10
    var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    let count = poll(&request, 1, Int32(seconds * 1000))
    if count == 0 { throw .silentPipe(path: path, seconds: seconds) }
    if count < 0, errno != EINTR { throw .last("poll", path) }
  }
}
