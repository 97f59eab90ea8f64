/// One way to understand a group of names.
struct NameReading {
  /// The names, cut as this reading needs them.
  let group: NameGroup
  /// What each column is for.
  var roles: [NameRole]
  /// The names of each series by their places in the group, in order.
  var series: [[Int]]
  /// Names that have no place in this reading.
  var misfits: [Int]
  /// How badly it explains the names; the least wins.
  var cost: Double
  /// Whether a series has two names in one place.
  var hasRepeats: Bool
  /// The column of the number, if that is how the names count.
  var numberColumn: Int?
  /// The time, if that is how the names count.
  var time: TimePlacement?
  /// Whether that is a number with decimals.
  var isDecimal = false
  /// The column whose digits are cut in two, if there is one.
  var cutColumn: Int?
  /// Whether both parts of the cut column are dates.
  var hasTwoDates = false
  /// How often the frames do not go on: gaps, and where one series ends and the next begins.
  var breaks: Int

  /// The pattern of a series.
  func pattern(ofSeries index: Int) -> FramePattern {
    let name = group.names[series[index][0]]
    var elements: [FramePattern.Element] = []
    var literal: [UInt8] = []
    func flush() {
      if !literal.isEmpty { elements.append(.literal(String(decoding: literal, as: UTF8.self))) }
      literal = []
    }
    for column in group.columns.indices {
      literal += name.literal(before: column)
      if roles[column] == .literal {
        literal += name.text(column)
        continue
      }
      if roles[column] == .zone || roles[column] == .decimals { literal.removeLast() }
      flush()
      elements += roles[column].elements
    }
    literal += name.literal(before: group.columns.count)
    flush()
    var pattern = FramePattern(elements: elements)
    if let time { pattern.yearOfDates = time.yearOfDates }
    return pattern
  }

  /// The column of the seconds since 1970, if those are how the names count.
  var epochColumn: Int? { time?.slots.first { $0.field == .epoch }?.column }

  /// Whether a column, not cut, says where the names stand.
  func counts(_ column: Int) -> Bool {
    cutColumn == nil && (numberColumn == column || time?.columns.contains(column) ?? false)
  }
}
