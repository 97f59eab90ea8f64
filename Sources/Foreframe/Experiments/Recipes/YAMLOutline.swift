import ForeframeFiles

/// The outline of a YAML text, looked at before it is parsed: the parser calls itself for each level,
/// and compares keys with everything that their aliases stand for.
///
/// It is an upper bound that takes no notice of quotes, so it never lets through what is too deep. The
/// limits are far beyond what a recipe needs.
struct YAMLOutline {
  private var brackets = 0
  private var aliases = 0
  private var indentation = 0
  private var indicators = 0
  private let size: Int

  /// The longest text, in bytes.
  static let longestText = 4 << 20
  /// The most opening brackets: flow collections are no deeper than that.
  static let mostBrackets = 600
  /// The largest indentation, and the most of `-`, `?` and `:` on a line that each begin a level.
  static let mostColumns = 100
  static let mostIndicators = 300
  /// Aliases within aliases multiply: with so many, at most by 81.
  static let mostAliases = 12

  init(_ text: String) {
    size = text.utf8.count
    guard size <= Self.longestText else { return }
    var lineIndicators = 0
    var column = 0
    var isIndented = true
    var before = UInt8(ascii: "\n")
    let bytes = text.unicodeScalars.map(Self.byte) + [UInt8(ascii: "\n")]
    for (index, byte) in bytes.dropLast().enumerated() {
      let next = bytes[index + 1]
      switch byte {
      case UInt8(ascii: "\n"):
        indicators = max(indicators, lineIndicators)
        (lineIndicators, column, isIndented) = (0, -1, true)
      case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
      case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
        if Self.isSpace(before), Self.isSpace(next) { lineIndicators += 1 }
      case UInt8(ascii: "*"):
        if !Self.isWord(before), !Self.isSpace(next) { aliases += 1 }
      default: break
      }
      if isIndented, !Self.isSpace(byte) {
        indentation = max(indentation, column)
        isIndented = false
      }
      column += 1
      before = byte
    }
    indicators = max(indicators, lineIndicators)
  }

  /// Why the text is not parsed, in words; nil if it may be.
  var defect: String? {
    if size > Self.longestText {
      return "\(size) bytes, more than the allowed \(Self.longestText)"
    }
    if brackets > Self.mostBrackets || indentation > Self.mostColumns
      || indicators > Self.mostIndicators
    {
      return "too many values, or nested too deep (\(brackets) brackets, \(indentation) columns of "
        + "indentation, \(indicators) levels on a line)"
    }
    if aliases > Self.mostAliases {
      return "\(aliases) aliases; at most \(Self.mostAliases) are read"
    }
    return nil
  }

  /// A byte that stands for a scalar: all of YAML's line breaks are one, and all letters beyond ASCII.
  private static func byte(_ scalar: Unicode.Scalar) -> UInt8 {
    switch scalar.value {
    case 0x0D, 0x85, 0x2028, 0x2029: UInt8(ascii: "\n")
    case 0..<0x80: UInt8(scalar.value)
    default: 0x80
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF) || byte >= 0x80
  }
}
