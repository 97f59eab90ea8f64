/// What a column is for, in a reading of a group of names.
enum NameRole: Hashable {
  /// The text of each series' first name.
  case literal
  case number(width: Int)
  case decimal(width: Int, digits: Int)
  /// The decimals of the number before it.
  case decimals
  case fields([TimeField])
  /// Fields of another time of the same frame.
  case otherFields([TimeField])
  /// A zone, whose sign is the literal before it.
  case zone
  case anyText

  var isNumber: Bool { if case .number = self { true } else { false } }

  /// The elements of a pattern; none for a literal.
  var elements: [FramePattern.Element] {
    switch self {
    case .literal, .decimals: []
    case .decimal(let width, let digits): [.decimal(width: width, digits: digits)]
    case .number(let width): [.number(width: width)]
    case .fields(let fields): fields.map { .time($0) }
    case .otherFields(let fields): fields.map { .otherTime($0) }
    case .zone: [.time(.zone)]
    case .anyText: [.anyText]
    }
  }
}
