/// A 64-bit hash of bytes that is the same on every machine (not for secrets): data fingerprints.
public struct ContentHash: Hashable, Sendable {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var length: UInt64 = 0

  public init() {}

  /// Adds bytes; how they are cut into calls matters.
  public mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      let whole = buffer.count & ~7
      var offset = 0
      while offset < whole {
        mix(UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        offset += 8
      }
      var rest: UInt64 = 0
      for position in whole..<buffer.count { rest = rest << 8 | UInt64(buffer[position]) }
      mix(rest)
    }
    length &+= UInt64(bytes.count)
    mix(length)
  }

  /// Adds a text's UTF-8.
  public mutating func add(_ text: String) { add(Array(text.utf8)) }

  /// The hash as a number.
  public var value: UInt64 {
    var copy = self
    copy.mix(0)
    return copy.state
  }

  /// 16 hexadecimal digits.
  public var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private mutating func mix(_ word: UInt64) {
    var z = (state ^ word) &* 0xBF58_476D_1CE4_E5B9
    z ^= z >> 29
    z = z &* 0x94D0_49BB_1331_11EB
    state = z ^ (z >> 32)
  }
}
