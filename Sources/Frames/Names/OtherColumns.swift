/// What the columns beside the one that counts may be: the same value again, another time, a
/// counter.
struct OtherColumns {
  private let group: NameGroup
  private var isBesideTime = false
  /// Whether several names have one time.
  private var hasRepeats = false
  /// The role of a column, and what it costs in the comparison of readings.
  private(set) var known: [Int: (role: NameRole, cost: Double)] = [:]

  /// Knows nothing.
  init(_ group: NameGroup) { self.group = group }

  /// What is beside a time.
  init(_ group: NameGroup, _ placement: TimePlacement, _ positions: [Int64?]) {
    self.group = group
    isBesideTime = true
    let placed = positions.compactMap(\.self)
    hasRepeats = Set(placed).count < placed.count
    findOtherTimes(placement, positions)
    for column in placement.columns {
      findEqual(to: column, role: .fields(placement.fields(of: column)))
    }
    findMinutesOfDay(placement, positions)
    findDates(placement, positions)
    findWeekdays(placement, positions)
  }

  /// Finds columns with the same text in every name.
  mutating func findEqual(to column: Int, role: NameRole) {
    let values = group.columns[column].values, widths = group.columns[column].widths
    for other in group.varying where other != column && known[other] == nil {
      let column = group.columns[other]
      if column.kind == .digits, column.values == values, column.widths == widths {
        known[other] = (role, 0)
      }
    }
  }

  /// Finds the date, or its year, once more, also where it is the same in all names.
  private mutating func findDates(_ placement: TimePlacement, _ positions: [Int64?]) {
    let fields = placement.fields.map(\.padded)
    guard fields.contains(.year) else { return }
    // A pattern has a day of the year, or months and days.
    let days: [[TimeField]] =
      fields.contains(.dayOfYear)
      ? [[.year, .dayOfYear]] : [[.year, .month], [.year, .month, .day]]
    let dates: [[TimeField]] = [[.year]] + days
    for column in group.columns.indices
    where known[column] == nil && !placement.columns.contains(column) {
      for date in dates {
        var other = TimePlacement()
        guard other.place(date, from: column, group) == column + 1,
          positions.indices.allSatisfy({ name in
            positions[name] == nil || Self.agree(other, placement, name, group)
          })
        else { continue }
        known[column] = (.fields(date), 0)
        break
      }
    }
  }

  /// Finds the day of the week of the date, also where it is the same in all names.
  private mutating func findWeekdays(_ placement: TimePlacement, _ positions: [Int64?]) {
    let fields = placement.fields.map(\.padded)
    guard fields.contains(where: { $0 == .year || $0 == .shortYear }),
      fields.contains(where: { $0 == .day || $0 == .dayOfYear })
    else { return }
    for column in group.columns.indices where group.columns[column].kind == .weekday {
      let days = group.columns[column].values
      let texts = Set(group.names.map { String(decoding: $0.text(column), as: UTF8.self) })
      guard let name = WeekdayName(writing: Array(texts)),
        positions.indices.allSatisfy({ index in
          positions[index] == nil || placement.moment(index, group)?.time.weekday == days[index]
        })
      else { continue }
      known[column] = (.fields([.weekday(name)]), 0)
    }
  }

  private static func agree(
    _ other: TimePlacement, _ placement: TimePlacement, _ name: Int, _ group: NameGroup
  ) -> Bool {
    guard let own = placement.moment(name, group), let moment = other.moment(name, group) else {
      return false
    }
    return other.fields.allSatisfy { moment.value(of: $0) == own.value(of: $0) }
  }

  private mutating func findMinutesOfDay(_ placement: TimePlacement, _ positions: [Int64?]) {
    guard placement.unit != .months else { return }
    let perSecond = placement.unit.perSecond
    for column in group.varying where known[column] == nil && !placement.columns.contains(column) {
      let digits = group.columns[column]
      let agrees = positions.indices.allSatisfy { name in
        guard let position = positions[name], digits.widths[name] == 4 else {
          return positions[name] == nil
        }
        let seconds = position.dividedDown(by: perSecond)
        return digits.values[name] == seconds.remainder(of: CivilTime.secondsPerDay) / 60
      }
      if agrees, digits.kind == .digits { known[column] = (.fields([.minuteOfDay]), 0) }
    }
  }

  /// Finds times that are always about as far from the frame's own: its end, say.
  private mutating func findOtherTimes(_ placement: TimePlacement, _ positions: [Int64?]) {
    let own = placement.fields.map(\.padded)
    guard !own.contains(where: { if case .monthName = $0 { true } else { false } }) else { return }
    // A date before its time of day, as in patterns.
    let isDateFirst = OtherTimes.divide(own).count == 1
    let clock: [TimeField] = [.hour, .minute, .second]
    var layouts: [[TimeField]] = isDateFirst ? [own] : []
    layouts += [[.year, .month, .day] + clock, [.year, .dayOfYear] + clock]
    layouts += [own.filter(\.isClock), clock, [.hour, .minute]]
    if placement.unit == .months { layouts = [own] }
    let hasDate = own.contains { $0.isYear || $0 == .epoch }
    for column in group.columns.indices {
      for layout in layouts where !layout.isEmpty {
        let isClock = layout.allSatisfy(\.isClock)
        guard hasDate || isClock, isClock || layout.contains(where: { $0.isYear }) else { continue }
        var other = TimePlacement()
        guard other.place(layout, from: column, group) != nil,
          other.columns.allSatisfy({ known[$0] == nil && !placement.columns.contains($0) }),
          group.varying.contains(where: other.columns.contains),
          let most = distance(other, isClock: isClock, placement, positions), most != 0
        else { continue }
        for column in other.columns {
          known[column] = (.otherFields(other.fields(of: column)), 0.02)
        }
        break
      }
    }
  }

  /// The greatest distance in seconds; nil if it is not about the same for all names.
  private func distance(
    _ other: TimePlacement, isClock: Bool, _ placement: TimePlacement, _ positions: [Int64?]
  ) -> Int64? {
    // Decimals of the other time do not count here.
    let isMonthly = placement.unit == .months
    let perSecond = placement.unit.perSecond
    let day = CivilTime.secondsPerDay
    var sorted: [Int64] = []
    var offsets: [Int64] = []
    for name in positions.indices {
      guard let position = positions[name] else { continue }
      guard let moment = other.moment(name, group) else { return nil }
      let seconds = position.dividedDown(by: perSecond)
      let offset = (isMonthly ? moment.time.months : moment.time.seconds) - seconds
      sorted.append(seconds)
      offsets.append(isClock ? offset.remainder(of: day) : offset)
    }
    sorted.sort()
    guard let least = offsets.min(), let most = offsets.max(), sorted.count > 1 else { return nil }
    let step =
      isMonthly ? 0 : Evenness(sorted, .seconds).cadence.flatMap(\.seconds) ?? 0
    return Double(most - least) <= step / 2 ? most : nil
  }

  /// The role of a counter, if the column's numbers grow along the order of time.
  func counter(_ column: Int, _ order: [Int]) -> (role: NameRole, cost: Double)? {
    guard isBesideTime, !hasRepeats, group.columns[column].kind == .digits else { return nil }
    let digits = group.columns[column]
    let isSelected = Set(order)
    guard let width = digits.numberWidth({ isSelected.contains($0) }) else { return nil }
    let values = order.map { digits.values[$0] }
    let steps = zip(values, values.dropFirst()).map { $0.distance(upTo: $1) }
    guard values.allSatisfy({ $0 >= 0 }), steps.allSatisfy({ $0 >= 0 }) else { return nil }
    let count = Set(values).count
    guard count * 2 > order.count || (count > 2 && steps.allSatisfy { $0 <= 1 }) else {
      return nil
    }
    return (.number(width: width), 0.15)
  }

}
