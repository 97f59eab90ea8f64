/// How the names of a sequence's files count: a number as `printf` writes it (`frame_%04d.png`) or
/// a time as `strftime` writes it (`radar_%Y%m%d_%H%M.png`).
///
/// Number: `%d` (no padding) or `%0Nd` (at least N digits). Time: `%Y %y %m %d %j %H %M %S %s`,
/// `%F` for `%Y-%m-%d`, `%T` for `%H:%M:%S`. `%d` is a day if another time field is there. `%%` is
/// a percent sign. A name fits only if the pattern would write exactly this name.
public struct FramePattern: Sendable, Hashable {
  /// What positions are counted in.
  public enum Unit: Sendable, Hashable {
    case frames
    /// Since 1970-01-01, or since midnight if the pattern has no date.
    case seconds
    /// For patterns with no more than year and month.
    case months
  }

  enum Element: Sendable, Hashable {
    case literal(String)
    /// At least `width` digits.
    case number(width: Int)
    case time(TimeField)
  }

  let elements: [Element]

  /// What `position(of:)` counts in.
  public let unit: Unit

  /// Whether there is a date, not just a time of day.
  var hasDate: Bool {
    elements.contains { $0 == .time(.year) || $0 == .time(.shortYear) || $0 == .time(.epoch) }
  }

  /// Understands a pattern; `.png` is added if the pattern does not end so.
  public init(_ text: String) throws(FrameError) {
    func fail(_ reason: String) -> FrameError { .badPattern(pattern: text, reason: reason) }
    guard !text.contains("/") else { throw fail("a name is expected, not a path") }
    var elements = try Self.parse(text)
    let fields = elements.compactMap { if case .time(let field) = $0 { field } else { nil } }
    let numbers = elements.filter { if case .number = $0 { true } else { false } }
    if fields.isEmpty {
      guard numbers.count == 1 else { throw fail("one number (%d) or a time (%Y...) is needed") }
    } else {
      guard numbers.isEmpty else { throw fail("it has both a number and a time") }
      guard Set(fields).count == fields.count else { throw fail("a field is there twice") }
      if let reason = TimeField.defect(of: fields) { throw fail(reason) }
    }
    if !text.lowercased().hasSuffix(".png") { elements.append(.literal(".png")) }
    self.init(elements: elements)
  }

  init(elements: [Element]) {
    self.elements = elements
    let fields = elements.compactMap { if case .time(let field) = $0 { field } else { nil } }
    if fields.isEmpty {
      unit = .frames
    } else if fields.allSatisfy({ $0 == .year || $0 == .shortYear || $0 == .month }) {
      unit = .months
    } else {
      unit = .seconds
    }
  }

  private static func parse(_ text: String) throws(FrameError) -> [Element] {
    var elements: [Element] = []
    var literal = ""
    var rest = text[...]
    func flush() {
      if !literal.isEmpty { elements.append(.literal(literal)) }
      literal = ""
    }
    while let character = rest.popFirst() {
      guard character == "%" else {
        literal.append(character)
        continue
      }
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let letter = rest.popFirst() else {
        throw .badPattern(pattern: text, reason: "it ends in %")
      }
      if letter == "d", !digits.isEmpty {
        guard digits.first == "0", let width = Int(digits), (1...18).contains(width) else {
          throw .badPattern(pattern: text, reason: "%\(digits)d: write %d or %04d")
        }
        flush()
        elements.append(.number(width: width))
      } else if letter == "%", digits.isEmpty {
        literal.append("%")
      } else if let fields = TimeField.expand(letter), digits.isEmpty {
        for field in fields {
          if case .literal(let text) = field {
            literal += text
          } else {
            flush()
            elements.append(field)
          }
        }
      } else {
        throw .badPattern(pattern: text, reason: "%\(digits)\(letter) is not known")
      }
    }
    flush()
    return dayOrNumber(elements)
  }

  /// A lone `%d` is a number.
  private static func dayOrNumber(_ elements: [Element]) -> [Element] {
    let hasOtherField = elements.contains {
      if case .time(let field) = $0 { field != .day } else { false }
    }
    return elements.map { !hasOtherField && $0 == .time(.day) ? .number(width: 1) : $0 }
  }
}

extension FramePattern: CustomStringConvertible {
  /// The pattern as it would be given: `frame_%04d.png`.
  public var description: String {
    elements.map { element in
      switch element {
      case .literal(let text):
        text.split(separator: "%", omittingEmptySubsequences: false)
          .joined(separator: "%%")
      case .number(let width): width > 1 ? "%0\(width)d" : "%d"
      case .time(let field): "%\(field.rawValue)"
      }
    }.joined()
  }
}
