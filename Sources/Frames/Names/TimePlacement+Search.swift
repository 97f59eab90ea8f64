extension TimePlacement {
  /// All ways in which the columns of a group may be a time, before anyone has looked at the values.
  static func all(in group: NameGroup) -> [TimePlacement] {
    var placements: [TimePlacement] = []
    let kinds = Set(group.columns.map(\.kind))
    for layout in TimeLayout.all where layout.words.isSubset(of: kinds) {
      for column in group.columns.indices where layout.canBegin(with: group.columns[column]) {
        placements += place(layout, from: column, group)
      }
    }
    for column in group.columns.indices {
      placements += epochs(column, group) + weeks(column, group)
    }
    return placements.filter { placement in
      group.varying.isEmpty || group.varying.contains { placement.columns.contains($0) }
    }
  }

  /// One after the other, or with columns between date and clock that are the same in all names.
  private static func place(
    _ layout: TimeLayout, from column: Int, _ group: NameGroup
  ) -> [TimePlacement] {
    let (first, second) =
      layout.isClockFirst ? (layout.clock, layout.date) : (layout.date, layout.clock)
    var placements: [TimePlacement] = []
    func add(_ placement: TimePlacement, _ end: Int, _ distance: Int) {
      var placement = placement
      placement.dropZeros(group)
      placement.cost = layout.cost + 0.1 * Double(min(distance, 3)) + 0.001 * Double(column)
      placement.cost += placement.habits(group)
      // Of two that explain the same, the one that says more.
      if !first.isEmpty, !second.isEmpty { placement.cost -= 0.02 }
      placements.append(placement)
      if !layout.clock.isEmpty, !layout.isClockFirst, placement.addZone(end, group) {
        placements.append(placement)
      }
    }
    var joined = TimePlacement()
    if let end = joined.place(first + second, from: column, group) { add(joined, end, 0) }
    var apart = TimePlacement()
    guard !first.isEmpty, !second.isEmpty, let gap = apart.place(first, from: column, group) else {
      return placements
    }
    for start in group.columns.indices.dropFirst(gap + 1) {
      guard group.columns[start - 1].isConstant else { break }
      var placement = apart
      if let end = placement.place(second, from: start, group) { add(placement, end, start - gap) }
    }
    return placements
  }

  /// A date with a short number after it, of which that alone changes: rather a counter than hours
  /// or months. And the marks of times that GOES-R names have: `_s`, `_e`, `_c`.
  private func habits(_ group: NameGroup) -> Double {
    var cost = 0.0
    if slots.contains(where: \.isWhole) { cost += 0.15 }
    if let last = slots.last, [.hour, .month, .day].contains(last.field.padded),
      slots.count > 1, fields(of: last.column).count == 1, group.varying == [last.column],
      last.field.padded != .day || !fields.contains(.year)
    {
      cost += costOfCounting(last, group)
    }
    // "1205_30" is hardly a time of day, and "202101_05" rarely a date.
    let clock = slots.filter { $0.field.isClock && $0.field.fractionDigits == 0 && !$0.isWord }
    let date = slots.filter { !$0.field.isClock && !$0.isWord }
    if Self.isCutOddly(clock) { cost += 0.4 }
    if Self.isCutOddly(date) { cost += isYearApart(date) ? 0.15 : 0.7 }
    // What stands after a year belongs to it.
    if !fields.contains(where: { $0.isYear || $0 == .epoch }), let first = slots.first,
      first.column > 0, Self.isYear(group.columns[first.column - 1])
    {
      cost += 0.5
    }
    // Two numbers that never change are no time of day.
    let clockColumns = Set(clock.map(\.column))
    if !date.isEmpty, clockColumns.count > 1,
      clockColumns.allSatisfy({ group.columns[$0].isConstant })
    {
      cost += 0.5
    }
    // Decimals in a column of their own stand after a point; millionths are rarely joined.
    if let fraction = slots.first(where: { $0.field.fractionDigits > 0 }) {
      let isAlone = fields(of: fraction.column).count == 1
      let hasPoint = group.literal(before: fraction.column).elementsEqual(".".utf8)
      if isAlone, !hasPoint { cost += fraction.field.fractionDigits == 3 ? 0.1 : 0.4 }
      if !isAlone, fraction.field.fractionDigits > 3 { cost += 0.4 }
    }
    if let first = slots.first, fields(of: first.column).contains(.fraction(digits: 1)),
      group.literal(before: first.column).suffix(2).elementsEqual("_s".utf8)
    {
      cost -= 0.2
    }
    return cost
  }

  /// What it costs that a number after a date may be a count from 0 or 1 on. Hours that begin with
  /// another one, or are several hours apart, are none; a count that ends with the last hour or
  /// month hardly is.
  private func costOfCounting(_ slot: Slot, _ group: NameGroup) -> Double {
    let values = group.columns[slot.column].values.sorted()
    guard fields.contains(.year), let first = values.first, let last = values.last else {
      return 0.5
    }
    let step = Evenness(values, .frames).cadence?.step ?? 1
    if first > 1 || step > 1 { return 0 }
    return last == slot.field.range.upperBound ? 0.2 : 0.5
  }

  private static func isYear(_ column: NameColumn) -> Bool {
    column.kind == .digits && column.usualWidth == 4
      && column.values.allSatisfy { (1900...2100).contains($0) }
  }

  /// `2021_0731`: whether the year has a column of its own, and month and day have another.
  private func isYearApart(_ date: [Slot]) -> Bool {
    let years = date.filter { $0.field == .year }
    return years.count == 1 && Set(date.map(\.column)).count == 2
      && years.allSatisfy { fields(of: $0.column).count == 1 }
  }

  /// Whether the fields stand in several columns, but not each in its own.
  private static func isCutOddly(_ slots: [Slot]) -> Bool {
    let columns = Set(slots.map(\.column)).count
    return columns > 1 && columns < slots.count
  }

  /// Where one number has no zeros before it, neither have the other months, days and hours.
  private mutating func dropZeros(_ group: NameGroup) {
    guard slots.contains(where: \.isWhole) else { return }
    for index in slots.indices where !slots[index].isWhole {
      let column = group.columns[slots[index].column]
      guard let field = PlainField(slots[index].field),
        [.month, .day, .hour, .hourOfHalfDay].contains(field),
        fields(of: slots[index].column).count == 1, column.numberWidth() == 1
      else { continue }
      slots[index] = Slot(column: slots[index].column, field: .plain(field), isWhole: true)
    }
  }

  /// A varying column of four digits after a sign is a time zone.
  private mutating func addZone(_ column: Int, _ group: NameGroup) -> Bool {
    guard column < group.columns.count, group.varying.contains(column),
      group.columns[column].usualWidth == 4
    else { return false }
    let sign = group.literal(before: column)
    guard sign.elementsEqual("+".utf8) || sign.elementsEqual("-".utf8) else { return false }
    // Zones are whole quarters of hours away, and few of them are in one folder.
    let values = Set(group.columns[column].values)
    guard values.count <= 4,
      values.allSatisfy({ $0 <= 1400 && [0, 15, 30, 45].contains($0 % 100) })
    else { return false }
    zone = (column, sign.first == 43 ? 1 : -1)
    return true
  }

  /// `2021-W30`: a year, and a week after a W.
  private static func weeks(_ column: Int, _ group: NameGroup) -> [TimePlacement] {
    var placement = TimePlacement()
    guard column + 1 < group.columns.count,
      group.literal(before: column + 1).last.map({ $0 | 0x20 }) == 119,
      placement.place([.weekYear, .week], from: column, group) == column + 2
    else { return [] }
    placement.cost = 0.1
    return [placement]
  }

  private static func epochs(_ column: Int, _ group: NameGroup) -> [TimePlacement] {
    let digits = group.columns[column]
    guard digits.kind == .digits else { return [] }
    var placements: [TimePlacement] = []
    for epoch in TimeLayout.epochs where epoch.digits == digits.usualWidth {
      var placement = TimePlacement()
      placement.cost = TimeLayout.epochCost
      placement.slots = [
        Slot(column: column, divisor: power(epoch.decimals), field: .epoch)
      ]
      if epoch.decimals > 0 {
        placement.slots.append(
          Slot(
            column: column, modulus: power(epoch.decimals),
            field: .fraction(digits: epoch.decimals)))
      }
      placements.append(placement)
      let next = column + 1
      guard epoch.decimals == 0, next < group.columns.count, group.columns[next].kind == .digits,
        group.literal(before: next).elementsEqual(".".utf8), group.varying.contains(next)
      else { continue }
      let widths = Set(group.columns[next].widths)
      if let width = widths.first, widths.count == 1, (1...9).contains(width) {
        placement.slots.append(
          Slot(column: next, modulus: power(width), field: .fraction(digits: width)))
      } else {
        placement.placeFraction(on: next)
      }
      placement.cost = TimeLayout.decimalEpochCost
      placements.append(placement)
    }
    return placements
  }
}
