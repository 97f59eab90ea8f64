extension JSONParser {
  mutating func number() throws(JSONError) -> JSON {
    let start = position
    var isWhole = true
    _ = take("-")
    if !take("0") {
      guard digits() else { throw syntax("a digit should stand here") }
    }
    if take(".") {
      isWhole = false
      guard digits() else { throw syntax("a digit should follow the point") }
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      guard digits() else { throw syntax("a digit should stand in the exponent") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, text != "-0", let value = Int64(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      let place = place(of: start)
      throw .numberOutOfRange(text: text, line: place.line, column: place.column)
    }
    return .number(value)
  }

  private mutating func digits() -> Bool {
    let start = position
    while let byte = next, byte >= 0x30, byte <= 0x39 { position += 1 }
    return position > start
  }

  mutating func string() throws(JSONError) -> String {
    position += 1
    var text: [UInt8] = []
    let start = position
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let result = String(validating: text, as: UTF8.self) else {
          position = start
          throw syntax("the string is not UTF-8")
        }
        return result
      case UInt8(ascii: "\\"):
        try escape(into: &text)
      case 0..<0x20:
        position -= 1
        throw syntax("a control character in a string must be escaped")
      default:
        text.append(byte)
      }
    }
    throw syntax("the text ends inside a string")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard let byte = next else { throw syntax("the text ends inside a string") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text += Array(String(Character(try unicodeScalar())).utf8)
    default:
      position -= 1
      throw syntax("unknown escape")
    }
  }

  /// The scalar after `\u`, from one or two groups of four digits.
  private mutating func unicodeScalar() throws(JSONError) -> Unicode.Scalar {
    var code = try fourHexDigits()
    if code & 0xFC00 == 0xD800 {
      guard take("\\"), take("u") else { throw syntax("half of a surrogate pair is missing") }
      let low = try fourHexDigits()
      guard low & 0xFC00 == 0xDC00 else { throw syntax("half of a surrogate pair is missing") }
      code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw syntax("half of a surrogate pair is missing")
    }
    return scalar
  }

  private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80
      else { throw syntax("four hexadecimal digits should follow \\u") }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
