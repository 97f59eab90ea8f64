#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension FileSystem {
  /// Names in a folder (not paths), without `.` and `..`, in the order of their bytes.
  ///
  /// A name that is not UTF-8 is left out, since no `String` can open it; see
  /// ``unreadableNames(_:)``.
  public static func list(_ directory: String) throws(FileError) -> [String] {
    try entries(directory).compactMap { String(validating: $0, as: UTF8.self) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The names in a folder that ``list(_:)`` leaves out, as messages show them: bytes that are not
  /// UTF-8 stand as `\xFF`.
  ///
  /// - Parameter isWanted: which of them, by their bytes.
  public static func unreadableNames(
    _ directory: String, where isWanted: ([UInt8]) -> Bool = { _ in true }
  ) throws(FileError) -> [String] {
    try entries(directory).filter { String(validating: $0, as: UTF8.self) == nil && isWanted($0) }
      .map(shown).sorted()
  }

  /// Whether a folder has nothing in it, names that are not UTF-8 included.
  public static func isEmpty(_ directory: String) throws(FileError) -> Bool {
    try entries(directory).isEmpty
  }

  /// The names in a folder as the file system has them, without `.` and `..`.
  static func entries(_ directory: String) throws(FileError) -> [[UInt8]] {
    try entries(Array(directory.utf8CString), shownAs: directory)
  }

  /// The same of a folder whose own path need not be UTF-8; it ends with 0.
  static func entries(
    _ path: [CChar], shownAs directory: String
  ) throws(FileError) -> [[UInt8]] {
    guard let stream = opendir(path) else { throw .last("opendir", directory) }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw .last("readdir", directory) }
        return names
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { text in
          UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) }
        }
      }
      if name != [0x2E] && name != [0x2E, 0x2E] { names.append(name) }
    }
  }

  /// A name with what is no printable ASCII as `\xFF`.
  private static func shown(_ name: [UInt8]) -> String {
    name.map { byte in
      if (0x20..<0x7F).contains(byte) { return String(Character(Unicode.Scalar(byte))) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "\\x" + (digits.count < 2 ? "0" : "") + digits
    }.joined().shown
  }
}
