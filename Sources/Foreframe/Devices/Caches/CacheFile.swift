/// A file of the cache: its key whole, its content, and a hash of both. All numbers are little-endian:
///
///     "foreframe cache\n"
///     UInt64 bytes of the key       the key
///     UInt64 bytes of the content   the content
///     UInt64 hash of everything before it
///
/// A stale file, one of another key with the same hash, and one that is damaged, shortened or longer
/// than it should be is refused.
package enum CacheFile {
  /// Why bytes are not the file that was looked for.
  package enum Refusal: Error, Hashable, Sendable, CaseIterable {
    /// No file of this format.
    case format
    /// Shorter or longer than it says.
    case length
    /// Its hash is another one.
    case damaged
    /// Written for another key.
    case otherKey
  }

  static let mark = Array("foreframe cache\n".utf8)

  package static func bytes(of content: [UInt8], for key: CacheKey) -> [UInt8] {
    var file = mark
    for part in [key.bytes, content] { file += bytes(UInt64(part.count)) + part }
    return file + bytes(hash(file[...]))
  }

  package static func content(of file: [UInt8], for key: CacheKey) throws(Refusal) -> [UInt8] {
    guard file.starts(with: mark) else { throw .format }
    var rest = file[mark.count...]
    let written = try part(&rest)
    let content = try part(&rest)
    guard rest.count == 8 else { throw .length }
    guard number(rest) == hash(file.dropLast(8)) else { throw .damaged }
    guard written.elementsEqual(key.bytes) else { throw .otherKey }
    return Array(content)
  }

  package static func bytes(_ number: UInt64) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  /// Takes a length and as many bytes off the front.
  private static func part(_ rest: inout ArraySlice<UInt8>) throws(Refusal) -> ArraySlice<UInt8> {
    guard rest.count >= 8, let count = Int(exactly: number(rest.prefix(8))),
      count <= rest.count - 8
    else { throw .length }
    rest = rest.dropFirst(8)
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash = ContentHash()
    hash.add(Array(bytes))
    return hash.value
  }
}
