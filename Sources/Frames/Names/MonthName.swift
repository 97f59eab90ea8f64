/// How a month is written in letters: English, short or whole, in capitals or not.
struct MonthName: Sendable, Hashable {
  var isShort: Bool
  var letterCase: LetterCase

  private static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// The name of a month, 1...12.
  func text(_ month: Int64) -> String {
    let whole = Self.names[Int(month) - 1]
    let name = isShort ? String(whole.prefix(3)) : whole
    return letterCase.applied(to: name)
  }

  /// The month that these letters name, whatever their case.
  static func month(_ letters: some Collection<UInt8>) -> Int64? {
    guard (3...9).contains(letters.count) else { return nil }
    for (index, name) in lowercaseNames.enumerated()
    where letters.count == 3 || letters.count == name.count {
      if zip(letters, name).allSatisfy({ $0 | 0x20 == $1 }) { return Int64(index) + 1 }
    }
    return nil
  }

  private static let lowercaseNames = names.map { Array($0.lowercased().utf8) }

  /// The one way of writing that all these names have; nil if there is none.
  init?(writing texts: [String]) {
    guard let first = texts.first(where: { $0.lowercased() != "may" }) ?? texts.first else {
      return nil
    }
    isShort = first.utf8.count == 3
    if first == first.lowercased() {
      letterCase = .lower
    } else {
      letterCase = first == first.uppercased() ? .upper : .capitalised
    }
    for text in texts {
      guard let month = Self.month(text.utf8), self.text(month) == text else { return nil }
    }
  }

  init(isShort: Bool, letterCase: LetterCase) {
    self.isShort = isShort
    self.letterCase = letterCase
  }
}
