/// How a name of a month or of a day of the week has capitals and small letters.
enum LetterCase: Sendable, Hashable, CaseIterable {
  case capitalised
  case upper
  case lower

  /// A name that begins with a capital, in this case.
  func applied(to name: String) -> String {
    switch self {
    case .capitalised: name
    case .upper: name.uppercased()
    case .lower: name.lowercased()
    }
  }
}
