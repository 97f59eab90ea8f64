/// Reads JSON by recursive descent over bytes.
struct JSONParser {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  mutating func value(depth: Int) throws(JSONError) -> JSON {
    guard let byte = next else { throw syntax("the text ends where a value should stand") }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw syntax("a value should stand here")
    }
  }

  mutating func object(depth: Int) throws(JSONError) -> JSON {
    try enter(depth)
    var object = JSONObject()
    if try closes(with: "}") { return .object(object) }
    while true {
      guard next == UInt8(ascii: "\"") else { throw syntax("a key in quotes should stand here") }
      let start = position
      let key = try string()
      if object[key] != nil {
        let place = place(of: start)
        throw .duplicateKey(key: key, line: place.line, column: place.column)
      }
      skipSpace()
      guard take(":") else { throw syntax("a colon should follow the key") }
      skipSpace()
      object[key] = try value(depth: depth + 1)
      skipSpace()
      if take("}") { return .object(object) }
      guard take(",") else { throw syntax("a comma or a closing brace should stand here") }
      skipSpace()
    }
  }

  mutating func array(depth: Int) throws(JSONError) -> JSON {
    try enter(depth)
    var values: [JSON] = []
    if try closes(with: "]") { return .array(values) }
    while true {
      values.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return .array(values) }
      guard take(",") else { throw syntax("a comma or a closing bracket should stand here") }
      skipSpace()
    }
  }

  private mutating func enter(_ depth: Int) throws(JSONError) {
    guard depth < JSON.maximumDepth else {
      let place = place(of: position)
      throw .tooDeep(limit: JSON.maximumDepth, line: place.line, column: place.column)
    }
    position += 1
  }

  private mutating func closes(with closing: Unicode.Scalar) throws(JSONError) -> Bool {
    skipSpace()
    return take(closing)
  }

  private mutating func word(_ text: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let expected = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard bytes[position...].starts(with: expected) else {
      throw syntax("a value should stand here")
    }
    position += expected.count
    return value
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  func syntax(_ reason: String) -> JSONError {
    let place = place(of: position)
    return .syntax(reason: reason, line: place.line, column: place.column)
  }

  func place(of offset: Int) -> (line: Int, column: Int) {
    var line = 1
    var lineStart = 0
    for index in 0..<min(offset, bytes.count) where bytes[index] == 0x0A {
      line += 1
      lineStart = index + 1
    }
    return (line, offset - lineStart + 1)
  }
}
