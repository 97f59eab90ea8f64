#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension FileSystem {
  /// The folder that holds `path` (`.` when no folder is named) and its last component.
  public static func split(_ path: String) -> (folder: String, name: String) {
    let trimmed = withoutEndingSlashes(path[...], atLeast: 1)
    guard let slash = trimmed.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      return (".", String(trimmed))
    }
    let name = String(trimmed[trimmed.utf8.index(after: slash)...])
    let folder = withoutEndingSlashes(trimmed[..<slash], atLeast: 0)
    return (folder.isEmpty ? "/" : String(folder), name)
  }

  /// A path without the slashes at its end; one of nothing else stays `/`.
  public static func withoutEndingSlashes(_ path: String) -> String {
    String(withoutEndingSlashes(path[...], atLeast: 1))
  }

  private static func withoutEndingSlashes(_ path: Substring, atLeast count: Int) -> Substring {
    var bytes = path.utf8
    var left = bytes.count
    while left > count, bytes.last == UInt8(ascii: "/") {
      bytes.removeLast()
      left -= 1
    }
    return Substring(bytes)
  }

  /// `name` in `folder`; an absolute `name` stays as it is.
  public static func join(_ folder: String, _ name: String) -> String {
    if name.hasPrefix("/") || folder.isEmpty { return name }
    return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// The part of the last component after its last dot, without the dot; empty if there is none.
  public static func pathExtension(_ path: String) -> String {
    let name = split(path).name
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return String(name[name.index(after: dot)...])
  }

  /// The last component without its extension.
  public static func stem(_ path: String) -> String {
    let name = split(path).name
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// The absolute path with all links resolved.
  public static func resolve(_ path: String) throws(FileError) -> String {
    guard let resolved = realpath(path, nil) else { throw .last("realpath", path) }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
