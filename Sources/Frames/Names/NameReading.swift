/// One way to understand a group of names.
struct NameReading {
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
  /// How often the frames do not go on: gaps, and where one series ends and the next begins.
  var breaks: Int

  /// The pattern of a series.
  func pattern(ofSeries index: Int, _ group: NameGroup) -> FramePattern {
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
}
