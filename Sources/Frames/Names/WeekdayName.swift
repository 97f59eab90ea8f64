/// How a day of the week is written in letters: English, short or whole, in capitals or not.
struct WeekdayName: Sendable, Hashable {
  var isShort: Bool
  var letterCase: LetterCase

  private static let names = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  private static let lowercaseNames = names.map { Array($0.lowercased().utf8) }

  init(isShort: Bool, letterCase: LetterCase) {
    self.isShort = isShort
    self.letterCase = letterCase
  }

  /// The one way of writing that all these names have; nil if there is none.
  init?(writing texts: [String]) {
    guard let first = texts.first else { return nil }
    let ways = LetterCase.allCases.map {
      WeekdayName(isShort: first.utf8.count == 3, letterCase: $0)
    }
    let found = ways.first { way in
      texts.allSatisfy { text in Self.day(Array(text.utf8)).map(way.text) == text }
    }
    guard let found else { return nil }
    self = found
  }

  /// The name of a day, 0 for Monday.
  func text(_ day: Int64) -> String {
    let whole = Self.names[Int(day)]
    return letterCase.applied(to: isShort ? String(whole.prefix(3)) : whole)
  }

  /// The day that these letters name, whatever their case; 0 is Monday.
  static func day(_ letters: some Collection<UInt8>) -> Int64? {
    let letters = letters.map { $0 | 0x20 }
    let place = lowercaseNames.firstIndex {
      $0 == letters || (letters.count == 3 && $0.starts(with: letters))
    }
    return place.map { Int64($0) }
  }
}
