#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A text file that only grows, line by line: logs of a run.
///
/// Each line goes out in one write, so a kill cuts at most the last one; opening drops such a
/// torn line. Not safe to share between threads. However long a file is, only a part of it is in
/// memory, and lines are at most ``longestLine`` bytes long.
public final class LineFile {
  /// The longest line that is read, in bytes.
  public static let longestLine = 1 << 20
  /// The longest file whose lines are read, in bytes: some ten million steps of a training run.
  public static let longestFile = 4 << 30

  private let file: AppendFile

  /// Opens `path` for appending and makes it if it is not there.
  public init(path: String) throws(FileError) {
    if FileSystem.isFile(path) { try LineFile.dropTornLine(path) }
    file = try AppendFile(path: path)
  }

  /// Where it is.
  public var path: String { file.path }

  /// Appends `line` and a line feed.
  public func append(_ line: String) throws(FileError) {
    try file.append(Array(line.utf8) + [0x0A])
  }

  /// Waits until everything is on the disk.
  public func synchronize() throws(FileError) {
    try file.synchronize()
  }

  /// The complete lines of a file, without line feeds; empty and torn lines are left out.
  public static func lines(_ path: String) throws(FileError) -> [String] {
    var lines: [String] = []
    try forEachLine(path) { lines.append($0) }
    return lines
  }

  /// Hands over the complete lines of a file one after the other, without line feeds; empty and torn
  /// lines are left out.
  public static func forEachLine(
    _ path: String, _ body: (String) throws(FileError) -> Void
  ) throws(FileError) {
    let file = try FileDescriptor.reading(path)
    let size = Int(try file.information().st_size)
    guard size <= longestFile else {
      throw .tooLarge(path: path, size: size, limit: longestFile)
    }
    var rest: [UInt8] = []
    while true {
      let piece = try file.read(longestLine)
      if piece.isEmpty { return }
      rest += piece
      var start = 0
      while let end = rest[start...].firstIndex(of: 0x0A) {
        guard let text = String(validating: rest[start..<end], as: UTF8.self) else {
          throw .notText(path: path)
        }
        if !text.isEmpty { try body(text) }
        start = end + 1
      }
      rest.removeFirst(start)
      guard rest.count <= longestLine else {
        throw .lineTooLong(path: path, limit: longestLine)
      }
    }
  }

  /// The complete lines at the end of a file, without line feeds; empty and torn lines are left out.
  ///
  /// - Parameter bytes: how much of the file is read at most.
  public static func lastLines(_ path: String, within bytes: Int) throws(FileError) -> [String] {
    let file = try FileDescriptor.reading(path)
    let size = Int(try file.information().st_size)
    let start = max(0, size - bytes)
    guard lseek(file.number, off_t(start), SEEK_SET) >= 0 else { throw .last("lseek", path) }
    let tail = try file.read(size - start)
    // The first piece may be the end of a line, the last one the beginning of one.
    let pieces = tail.split(separator: 0x0A, omittingEmptySubsequences: false)
      .dropFirst(start == 0 ? 0 : 1).dropLast()
    return pieces.compactMap { piece in
      piece.isEmpty ? nil : String(validating: piece, as: UTF8.self)
    }
  }

  /// Keeps the lines that `isKept` accepts, in one atomic step. A file that is not there stays so.
  public static func filter(
    _ path: String, _ isKept: (String) -> Bool
  ) throws(FileError) {
    guard FileSystem.exists(path) else { return }
    try AtomicFile.write(to: path) { (file: borrowing FileDescriptor) throws(FileError) in
      var kept: [UInt8] = []
      try forEachLine(path) { line throws(FileError) in
        if isKept(line) { kept += Array(line.utf8) + [0x0A] }
        if kept.count >= longestLine {
          try file.write(kept)
          kept.removeAll(keepingCapacity: true)
        }
      }
      try file.write(kept)
    }
  }

  /// Cuts what stands after the last line feed.
  private static func dropTornLine(_ path: String) throws(FileError) {
    let file = try FileDescriptor.reading(path)
    let size = Int(try file.information().st_size)
    let start = max(0, size - longestLine - 1)
    guard lseek(file.number, off_t(start), SEEK_SET) >= 0 else { throw .last("lseek", path) }
    let tail = try file.read(size - start)
    guard let last = tail.last, last != 0x0A else { return }
    let end = tail.lastIndex(of: 0x0A).map { start + $0 + 1 }
    guard let end = end ?? (start == 0 ? 0 : nil) else {
      throw .lineTooLong(path: path, limit: longestLine)
    }
    guard truncate(path, off_t(end)) == 0 else { throw .last("truncate", path) }
  }
}
