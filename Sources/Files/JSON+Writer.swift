extension JSON {
  /// The value as text; numbers are the shortest that read back the same. NaN and infinities,
  /// which JSON does not have, become `null`.
  public func text(pretty: Bool = false) -> String {
    var writer = JSONWriter(isPretty: pretty)
    writer.write(self, indent: 0)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The value as text; NaN and infinities are refused.
  public func strictText(pretty: Bool = false) throws(JSONError) -> String {
    var writer = JSONWriter(isPretty: pretty)
    writer.write(self, indent: 0)
    if let value = writer.notFinite { throw .notFinite(value: value) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension JSON: CustomStringConvertible {
  /// The compact text.
  public var description: String { text() }
}

private struct JSONWriter {
  let isPretty: Bool
  var bytes: [UInt8] = []
  /// The first number that JSON cannot hold.
  var notFinite: Double?

  init(isPretty: Bool) { self.isPretty = isPretty }

  mutating func write(_ value: JSON, indent: Int) {
    switch value {
    case .null: put("null")
    case .bool(let value): put(value ? "true" : "false")
    case .integer(let value): put(value.description)
    case .number(let value):
      if value.isFinite {
        put(value.description)
      } else {
        notFinite = notFinite ?? value
        put("null")
      }
    case .string(let value): quote(value)
    case .array(let values):
      // Rows of numbers stay on one line, so that a table reads as a table.
      let isFlat = !isPretty || values.allSatisfy(\.isScalar)
      list("[", "]", values, isFlat: isFlat, indent: indent) { writer, value in
        writer.write(value, indent: indent + 1)
      }
    case .object(let object):
      list("{", "}", Array(object), isFlat: !isPretty, indent: indent) { writer, member in
        writer.quote(member.key)
        writer.put(writer.isPretty ? ": " : ":")
        writer.write(member.value, indent: indent + 1)
      }
    }
  }

  private mutating func list<Element>(
    _ opening: String, _ closing: String, _ elements: [Element], isFlat: Bool, indent: Int,
    _ body: (inout JSONWriter, Element) -> Void
  ) {
    put(opening)
    for (index, element) in elements.enumerated() {
      if index > 0 { put(isFlat && isPretty ? ", " : ",") }
      if !isFlat { newLine(indent + 1) }
      body(&self, element)
    }
    if !isFlat && !elements.isEmpty { newLine(indent) }
    put(closing)
  }

  private mutating func newLine(_ indent: Int) {
    bytes.append(0x0A)
    bytes += repeatElement(0x20, count: 2 * indent)
  }

  private mutating func put(_ text: String) { bytes += text.utf8 }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): put("\\\"")
      case UInt8(ascii: "\\"): put("\\\\")
      case 0x0A: put("\\n")
      case 0x0D: put("\\r")
      case 0x09: put("\\t")
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        put("\\u00" + (digits.count < 2 ? "0" : "") + digits)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension JSON {
  fileprivate var isScalar: Bool {
    switch self {
    case .null, .bool, .integer, .number, .string: true
    case .array, .object: false
    }
  }
}
