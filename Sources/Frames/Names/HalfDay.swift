/// How the halves of a day are written.
enum HalfDay: Sendable, Hashable {
  /// AM, PM
  case upper
  /// am, pm
  case lower

  /// "AM" for 0, "PM" for 1.
  func text(_ half: Int64) -> String {
    switch self {
    case .upper: half == 0 ? "AM" : "PM"
    case .lower: half == 0 ? "am" : "pm"
    }
  }
}
