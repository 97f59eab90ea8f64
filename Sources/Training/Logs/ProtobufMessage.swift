/// Writes the few wire types of protocol buffers that event files need.
struct ProtobufMessage {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ field: Int, integer: Int64) {
    key(field, wireType: 0)
    varint(UInt64(bitPattern: integer))
  }

  mutating func add(_ field: Int, double: Double) {
    key(field, wireType: 1)
    bytes += littleEndian(double.bitPattern)
  }

  mutating func add(_ field: Int, float: Float) {
    key(field, wireType: 5)
    bytes += littleEndian(float.bitPattern)
  }

  mutating func add(_ field: Int, bytes content: [UInt8]) {
    key(field, wireType: 2)
    varint(UInt64(content.count))
    bytes += content
  }

  mutating func add(_ field: Int, string: String) { add(field, bytes: Array(string.utf8)) }

  mutating func add(_ field: Int, message: ProtobufMessage) { add(field, bytes: message.bytes) }

  private mutating func key(_ field: Int, wireType: Int) {
    varint(UInt64(field << 3 | wireType))
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// The bytes of an integer, the least significant first.
func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
