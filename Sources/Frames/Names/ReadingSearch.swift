/// Looks for the ways to understand a group of names, and compares them.
///
/// A reading is chosen by how evenly all names follow each other in it, by how usual its order of
/// fields is, and by what it leaves unexplained. All of that is one number, the cost.
struct ReadingSearch {
  let group: NameGroup

  /// All readings, the best first.
  func readings() -> [NameReading] {
    var readings = TimePlacement.all(in: group).compactMap(timeReading)
    readings += group.columns.indices.compactMap(numberReading)
    readings += group.columns.indices.compactMap(decimalReading)
    readings += cutReadings()
    let all = readings
    for index in readings.indices {
      readings[index].cost += doubt(readings[index], among: all)
    }
    return readings.sorted { $0.cost < $1.cost }
  }

  func timeReading(_ placement: TimePlacement) -> NameReading? {
    var placement = placement
    var found = placement.positions(group)
    if !placement.fields.contains(where: { $0.isYear || $0 == .epoch }),
      placement.fields.contains(where: { $0.padded == .day || $0.padded == .dayOfYear })
    {
      var leap = placement
      leap.yearOfDates = 1972
      func lost(_ positions: [Int64?]?) -> Int {
        positions.map { $0.count { $0 == nil } } ?? group.count
      }
      let others = leap.positions(group)
      if lost(others) < lost(found) { (placement, found) = (leap, others) }
    }
    guard let positions = found else { return nil }
    if group.count == 1, !isClear(placement) { return nil }
    var roles = [NameRole](repeating: .literal, count: group.columns.count)
    for column in placement.columns { roles[column] = .fields(placement.fields(of: column)) }
    if let zone = placement.zone { roles[zone.column] = .zone }
    let cycle = FramePattern(elements: placement.fields.map { .time($0) }).cycle(
      year: placement.yearOfDates)
    guard
      var reading = reading(
        roles, positions, placement.unit, cycle: cycle,
        others: OtherColumns(group, placement, positions))
    else { return nil }
    // Hours alone look like any count up to 23; they are believed where nothing is missing.
    if placement.fields.map(\.padded) == [.hour],
      reading.breaks > 0 || placement.slots[0].isWhole
    {
      return nil
    }
    reading.time = placement
    reading.cost += placement.cost + placement.cost(in: group)
    // Several numbers that change together, as those of a clock do, are no accident.
    if group.varying.count(where: placement.columns.contains) > 1 { reading.cost -= 0.3 }
    return reading
  }

  /// A time that is believed of one name alone.
  private func isClear(_ placement: TimePlacement) -> Bool {
    let fields = placement.fields.map(\.padded)
    return placement.cost < 0.2 && fields.contains { $0.isYear }
      && fields.contains { $0 == .day || $0 == .dayOfYear }
      && fields.contains(.hour) == fields.contains(.minute)
      && placement.cost(in: group) == 0
  }

  private func numberReading(_ column: Int) -> NameReading? {
    let digits = group.columns[column]
    let others = group.varying.filter { $0 != column }
    // Two numbers in two names say nothing; without differences, the last number counts.
    guard digits.kind == .digits, others.isEmpty || group.count > 2,
      group.varying.isEmpty
        ? column == group.columns.lastIndex(where: { $0.kind == .digits }) : !digits.isConstant
    else { return nil }
    guard let width = usualNumberWidth(digits) else { return nil }
    var roles = [NameRole](repeating: .literal, count: group.columns.count)
    roles[column] = .number(width: width)
    let positions = digits.values.indices.map { name -> Int64? in
      let fits = digits.widths[name] == max(width, NameColumn.digits(digits.values[name]))
      return fits ? digits.values[name] : nil
    }
    var equal = OtherColumns(group)
    equal.findEqual(to: column, role: .number(width: width))
    guard
      var reading = reading(roles, positions, .frames, cycle: nil, others: equal)
    else { return nil }
    reading.numberColumn = column
    reading.cost += cost(ofNumber: digits, reading) + 0.001 * Double(group.columns.count - column)
    return reading
  }

  /// The padding of the numbers, with a tenth of them left out at most.
  private func usualNumberWidth(_ digits: NameColumn) -> Int? {
    guard digits.usualWidth <= 18 else { return nil }
    if let width = digits.numberWidth() { return width }
    let usual = digits.usualWidth
    let fitting = digits.values.indices.count {
      digits.widths[$0] == max(usual, NameColumn.digits(digits.values[$0]))
    }
    return (group.count - fitting) * 10 <= group.count ? usual : nil
  }

  private func cost(ofNumber digits: NameColumn, _ reading: NameReading) -> Double {
    let names = reading.series.joined()
    guard let first = names.map({ digits.values[$0] }).min() else { return 0 }
    let costs = TimeLayout.numberCosts
    if first <= 1 { return costs.fromZero }
    let widest = digits.usualWidth
    if digits.widths.contains(where: { $0 != widest }) { return costs.fromZero }
    let zeros = widest - NameColumn.digits(first)
    if zeros > 1 || (zeros > 0 && widest < 6) { return costs.padded }
    return widest < 5 ? costs.short : costs.long
  }

  /// What a number, or a count of seconds, costs more because a time explains the names, too, and
  /// better: without the gaps or the division that the number needs, or because the next number
  /// would be no time: a 60th minute, a 13th month, a 32nd day. A time of day is doubted where the
  /// same digits are a second date.
  private func doubt(_ reading: NameReading, among all: [NameReading]) -> Double {
    guard group.count > 2 else { return 0 }
    let hasTwoDates = all.contains { other in
      other.hasTwoDates && other.misfits.isEmpty && !other.hasRepeats
        && other.breaks <= reading.breaks && other.cutColumn.map(reading.counts) ?? false
    }
    if hasTwoDates, !reading.hasTwoDates { return 0.5 }
    guard let column = reading.numberColumn ?? reading.epochColumn else { return 0 }
    let contradicts = all.contains { other in
      if other.isDecimal, other.breaks <= reading.breaks, outgrows(reading, column) { return true }
      guard let time = other.time, time.columns.contains(column), other.misfits.isEmpty,
        !other.hasRepeats, !other.hasTwoDates,
        reading.epochColumn == nil || other.epochColumn == nil
      else { return false }
      if other.breaks < reading.breaks { return true }
      return other.breaks == reading.breaks && !isTime(after: reading, column, other, time)
    }
    return contradicts ? 0.5 : 0
  }

  /// Whether the number after the last is a time, too.
  private func isTime(
    after reading: NameReading, _ column: Int, _ other: NameReading, _ time: TimePlacement
  ) -> Bool {
    guard let last = reading.series.last, last.count > 2 else { return true }
    let values = last.map { group.columns[column].values[$0] }
    let step = Evenness(values, .frames).cadence?.step ?? 1
    let (next, overflow) = values[values.count - 1].addingReportingOverflow(step)
    // Frames are often counted from 0, 1 or 1001 on, and 60 of them are no hour.
    let isCount = step == 1 && (0...1).contains(values[0] % 100) && !time.fields.contains(.year)
    guard !isCount, !overflow else { return true }
    var number = next
    if other.cutColumn == column {
      guard next % 10 == values[0] % 10 else { return false }
      number /= 10
    }
    return time.moment(last[last.count - 1], other.group, with: (column, number)) != nil
  }
}
