/// Cuts the text of a pattern into elements.
struct PatternParser {
  struct Defect: Error {
    var reason: String
  }

  private(set) var elements: [FramePattern.Element] = []
  private var literal = ""
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  mutating func parse() throws(Defect) {
    while let character = rest.popFirst() {
      switch character {
      case "%": try directive()
      // Two stars are one.
      case "*": if !literal.isEmpty || elements.last != .anyText { append(.anyText) }
      case "?": append(.anyCharacter)
      default: literal.append(character)
      }
    }
    flush()
  }

  private mutating func append(_ element: FramePattern.Element) {
    flush()
    elements.append(element)
  }

  private mutating func flush() {
    if !literal.isEmpty { elements.append(.literal(literal)) }
    literal = ""
  }

  private mutating func directive() throws(Defect) {
    let isOther = rest.first == "E"
    if isOther { rest.removeFirst() }
    let flag = rest.first.flatMap { "^#-".contains($0) ? $0 : nil }
    if flag != nil { rest.removeFirst() }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    if isPlainNumber(isOther, flag), rest.first == "." { return try decimal(digits) }
    guard let letter = rest.popFirst() else { throw Defect(reason: "it ends in %") }
    let written = "%\(isOther ? "E" : "")\(flag.map(String.init) ?? "")\(digits)\(letter)"
    let isPlain = !isOther && flag == nil
    if "%*?".contains(letter), isPlain, digits.isEmpty {
      literal.append(letter)
    } else if letter == "d", isPlain, !digits.isEmpty {
      guard digits.first == "0", let width = Int(digits), (1...18).contains(width) else {
        throw Defect(reason: "\(written): write %d or %04d")
      }
      append(.number(width: width))
    } else if letter == "f", flag == nil, !digits.isEmpty {
      guard let count = Int(digits), (1...9).contains(count) else {
        throw Defect(reason: "\(written): write %f or %1f to %9f")
      }
      append(element(.fraction(digits: count), isOther))
    } else if let parts = Self.expand(letter, flag: flag), digits.isEmpty {
      for part in parts {
        switch part {
        case .field(let field): append(element(field, isOther))
        case .text(let text): literal += text
        }
      }
    } else {
      throw Defect(reason: "\(written) is not known")
    }
  }

  private func isPlainNumber(_ isOther: Bool, _ flag: Character?) -> Bool {
    !isOther && flag == nil
  }

  /// `%.2f`, or `%05.2f`: at least five characters, two of them after the point.
  private mutating func decimal(_ width: Substring) throws(Defect) {
    rest.removeFirst()
    let decimals = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(decimals.count)
    let letter = rest.popFirst()
    guard letter == "f", let digits = Int(decimals), (1...9).contains(digits),
      width.isEmpty || width.first == "0", let all = Int(width.isEmpty ? "0" : width), all <= 18
    else { throw Defect(reason: "%\(width).\(decimals)\(letter ?? " "): write %.2f or %05.2f") }
    append(.decimal(width: max(1, all - 1 - digits), digits: digits))
  }

  private func element(_ field: TimeField, _ isOther: Bool) -> FramePattern.Element {
    isOther ? .otherTime(field) : .time(field)
  }

  private enum Part {
    case field(TimeField)
    case text(String)
  }

  /// What a letter after `%` stands for; nil if unknown.
  private static func expand(_ letter: Character, flag: Character?) -> [Part]? {
    let letterCase: LetterCase = flag == "^" ? .upper : flag == "#" ? .lower : .capitalised
    switch letter {
    case "a", "A", "b", "B": if flag == "-" { return nil }
    default: break
    }
    switch letter {
    case "b": return [.field(.monthName(MonthName(isShort: true, letterCase: letterCase)))]
    case "B": return [.field(.monthName(MonthName(isShort: false, letterCase: letterCase)))]
    case "a": return [.field(.weekday(WeekdayName(isShort: true, letterCase: letterCase)))]
    case "A": return [.field(.weekday(WeekdayName(isShort: false, letterCase: letterCase)))]
    default: break
    }
    if flag == "-" {
      let plain = TimeField(letter: letter).flatMap { PlainField($0) }
      return plain.map { [.field(.plain($0))] }
    }
    guard flag == nil else { return nil }
    switch letter {
    case "F":
      return [.field(.year), .text("-"), .field(.month), .text("-"), .field(.day)]
    case "T":
      return [.field(.hour), .text(":"), .field(.minute), .text(":"), .field(.second)]
    default: return TimeField(letter: letter).map { [.field($0)] }
    }
  }
}
