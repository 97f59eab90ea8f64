extension TimeField {
  /// The field of a letter; names of months and days are told apart by their flags elsewhere.
  init?(letter: Character) {
    switch letter {
    case "Y": self = .year
    case "y": self = .shortYear
    case "m": self = .month
    case "d": self = .day
    case "j": self = .dayOfYear
    case "H": self = .hour
    case "I": self = .hourOfHalfDay
    case "p": self = .halfDay(.upper)
    case "P": self = .halfDay(.lower)
    case "M": self = .minute
    case "S": self = .second
    case "f": self = .fraction(digits: nil)
    case "s": self = .epoch
    case "i": self = .minuteOfDay
    case "z": self = .zone
    case "G": self = .weekYear
    case "V": self = .week
    default: return nil
    }
  }

  /// What stands after `%` for this field.
  var letters: String {
    switch self {
    case .year: "Y"
    case .shortYear: "y"
    case .month: "m"
    case .monthName(let name): name.letterCase.flag + (name.isShort ? "b" : "B")
    case .weekday(let name): name.letterCase.flag + (name.isShort ? "a" : "A")
    case .day: "d"
    case .dayOfYear: "j"
    case .hour: "H"
    case .hourOfHalfDay: "I"
    case .halfDay(.upper): "p"
    case .halfDay(.lower): "P"
    case .minute: "M"
    case .second: "S"
    case .fraction(let digits): (digits.map(String.init) ?? "") + "f"
    case .epoch: "s"
    case .minuteOfDay: "i"
    case .zone: "z"
    case .weekYear: "G"
    case .week: "V"
    case .plain(let field): "-" + field.padded.letters
    }
  }
}

extension LetterCase {
  fileprivate var flag: String {
    switch self {
    case .capitalised: ""
    case .upper: "^"
    case .lower: "#"
    }
  }
}

extension FramePattern: CustomStringConvertible {
  /// The pattern as it would be given: `frame_%04d.png`.
  public var description: String {
    let isTime = isTime
    return elements.map { element in
      switch element {
      case .literal(let text): Self.escaped(text)
      case .number(let width): width > 1 ? "%0\(width)d" : isTime ? "%01d" : "%d"
      case .decimal(let width, let digits):
        width > 1 ? "%0\(width + 1 + digits).\(digits)f" : "%.\(digits)f"
      case .time(let field): "%" + field.letters
      case .otherTime(let field): "%E" + field.letters
      case .anyText: "*"
      case .anyCharacter: "?"
      }
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if "%*?".contains(character) { escaped.append("%") }
      escaped.append(character)
    }
    return escaped
  }
}
