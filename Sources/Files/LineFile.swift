#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A text file that only grows, line by line: logs of a run.
///
/// Each line goes out in one write, so a kill cuts at most the last one; opening drops such a
/// torn line. Not safe to share between threads.
public final class LineFile {
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
    let bytes = try FileSystem.read(path)
    var lines: [String] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0A) {
      let line = rest[rest.startIndex..<end]
      guard let text = String(validating: line, as: UTF8.self) else { throw .notText(path: path) }
      if !text.isEmpty { lines.append(text) }
      rest = rest[(end + 1)...]
    }
    return lines
  }

  /// Keeps the lines that `isKept` accepts, in one atomic step. A file that is not there stays so.
  public static func filter(
    _ path: String, _ isKept: (String) -> Bool
  ) throws(FileError) {
    guard FileSystem.exists(path) else { return }
    let kept = try lines(path).filter(isKept).map { $0 + "\n" }.joined()
    try AtomicFile.write(kept, to: path)
  }

  /// Cuts what stands after the last line feed.
  private static func dropTornLine(_ path: String) throws(FileError) {
    let bytes = try FileSystem.read(path)
    guard let last = bytes.last, last != 0x0A else { return }
    let end = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    guard truncate(path, off_t(end)) == 0 else { throw .last("truncate", path) }
  }
}
