/// A field that may be written without zeros before it: `7-31-2021_9-05`.
enum PlainField: Sendable, Hashable, CaseIterable {
  case month
  case day
  case dayOfYear
  case hour
  case hourOfHalfDay
  case minute
  case second

  /// The same field with zeros.
  var padded: TimeField {
    switch self {
    case .month: .month
    case .day: .day
    case .dayOfYear: .dayOfYear
    case .hour: .hour
    case .hourOfHalfDay: .hourOfHalfDay
    case .minute: .minute
    case .second: .second
    }
  }

  /// The field without zeros; nil if there is none.
  init?(_ field: TimeField) {
    guard let plain = Self.allCases.first(where: { $0.padded == field }) else { return nil }
    self = plain
  }
}
