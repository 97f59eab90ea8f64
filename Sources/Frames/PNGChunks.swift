import CForeframePNG

/// Walks over the chunks of a PNG in memory: as many as are whole, whatever their checksums.
struct PNGChunks: Sequence, IteratorProtocol {
  /// A chunk with its place in the file.
  struct Chunk {
    /// Four letters.
    var type: [UInt8]
    var content: ArraySlice<UInt8>
    /// Where the chunk begins, with its length.
    var start: Int
    /// What the checksum is of, and what it is in the file.
    fileprivate var body: ArraySlice<UInt8>
    fileprivate var sum: Int

    /// Whether the checksum is right.
    var isSound: Bool { Int(PNGChunks.checksum(body)) == sum }
  }

  static let header = Array("IHDR".utf8)
  static let imageData = Array("IDAT".utf8)
  static let end = Array("IEND".utf8)

  private let bytes: [UInt8]
  private var position = 8

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Chunk? {
    guard position + 12 <= bytes.count else { return nil }
    let start = position
    let count = number(at: start)
    let end = start + 8 + count
    guard end + 4 <= bytes.count else { return nil }
    position = end + 4
    return Chunk(
      type: Array(bytes[start + 4..<start + 8]), content: bytes[start + 8..<end], start: start,
      body: bytes[start + 4..<end], sum: number(at: end))
  }

  private func number(at place: Int) -> Int {
    bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  /// The bytes of a chunk: length, type, content, checksum.
  static func encoded(_ type: [UInt8], _ content: some Collection<UInt8>) -> [UInt8] {
    let body = type + content
    return bigEndian(UInt32(content.count)) + body + bigEndian(checksum(body[...]))
  }

  static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  fileprivate static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { cpng_crc32(0, $0.baseAddress, $0.count) }
  }
}
