#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The hidden names under which files and folders are written before they take their place:
/// `.NAME.PID.NUMBER.tmp`, and `.NAME.PID.tmp` for folders.
public enum TemporaryName {
  /// Most bytes of `NAME`, so that the whole stays below the 255 that file systems allow.
  private static let mostBytes = 200

  /// The name for the file `name`.
  static func of(_ name: String, _ attempt: Int) -> String {
    "\(prefix(of: name))\(getpid()).\(attempt).tmp"
  }

  /// The name for the folder `name`.
  public static func ofFolder(_ name: String) -> String { ofFolder(name, getpid()) }

  /// The process that gave the folder `name` the temporary name `entry`; nil for any other name.
  static func process(ofFolder name: String, _ entry: String) -> Int32? {
    let (start, end) = (prefix(of: name), ".tmp")
    guard entry.hasPrefix(start), entry.hasSuffix(end) else { return nil }
    let number = entry.dropFirst(start.count).dropLast(end.count)
    guard let process = Int32(number), process > 0, ofFolder(name, process) == entry else {
      return nil
    }
    return process
  }

  private static func ofFolder(_ name: String, _ process: Int32) -> String {
    "\(prefix(of: name))\(process).tmp"
  }

  /// Whether a name is one of a file: `.NAME.PID.NUMBER.tmp`.
  static func isOne(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count >= 5 && parts[0].isEmpty && parts[parts.count - 1] == "tmp"
      && parts.suffix(3).dropLast().allSatisfy { Int($0) != nil }
  }

  /// How all of them begin.
  static func prefix(of name: String) -> String {
    if name.utf8.count <= mostBytes { return ".\(name)." }
    // Whole characters; a combining mark may not be parted from its letter by some file systems.
    var short = ""
    for character in name {
      guard short.utf8.count + character.utf8.count <= mostBytes else { break }
      short.append(character)
    }
    return ".\(short)."
  }
}
