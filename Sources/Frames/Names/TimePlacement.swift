/// The fields of a time, placed on columns of a group of names.
struct TimePlacement {
  /// Where a field is found: some digits of a column's number, or the whole value of a word.
  struct Slot {
    var column: Int
    var divisor: Int64 = 1
    var modulus = Int64.max
    var field: TimeField
    /// Whether the field is as wide as the name makes it, in billionths.
    var isOpenFraction = false
    /// Whether the field is the whole number of its column, however wide.
    var isWhole = false

    /// Whether the field is written in letters.
    var isWord: Bool {
      switch field {
      case .monthName, .weekday, .halfDay: true
      case .year, .shortYear, .month, .day, .dayOfYear, .hour, .hourOfHalfDay, .minute, .second,
        .fraction, .epoch, .minuteOfDay, .zone, .week, .weekYear, .plain:
        false
      }
    }
  }

  var slots: [Slot] = []
  /// A column that is a time zone, with the sign in the literal before it.
  var zone: (column: Int, sign: Int64)?
  /// Of dates without a year.
  var yearOfDates = 1970
  var cost = 0.0

  var columns: Set<Int> { Set(slots.map(\.column) + (zone.map { [$0.column] } ?? [])) }

  var fields: [TimeField] { slots.map(\.field) }

  /// The fields of a column, in order; empty if it has none.
  func fields(of column: Int) -> [TimeField] {
    slots.filter { $0.column == column }.map(\.field)
  }

  /// Units in which positions are counted.
  var unit: FramePattern.Unit {
    if fields.allSatisfy({ $0.isYear || $0.isMonth }) { return .months }
    let digits = fields.map(\.fractionDigits).max() ?? 0
    return digits == 0
      ? .seconds : .fractions(perSecond: (0..<digits).reduce(1) { power, _ in power * 10 })
  }

  /// Places fields on whole columns from `first` on.
  ///
  /// - Returns: the column after the last; nil if fields and columns do not end together.
  mutating func place(_ wanted: [TimeField], from first: Int, _ group: NameGroup) -> Int? {
    var column = first
    // Digits of the column that have no field yet.
    var rest = 0
    for field in wanted {
      guard column < group.columns.count else { return nil }
      let cells = group.columns[column]
      switch field {
      case .monthName:
        guard rest == 0, cells.kind == .month else { return nil }
        let texts = Set(group.names.map { String(decoding: $0.text(column), as: UTF8.self) })
        guard let name = MonthName(writing: Array(texts)) else { return nil }
        slots.append(Slot(column: column, field: .monthName(name)))
        column += 1
        continue
      case .halfDay:
        guard rest == 0, cells.kind == .halfDay else { return nil }
        let letters = Set(group.names.map { $0.text(column).allSatisfy { $0 < 97 } })
        guard letters.count == 1, let isUpper = letters.first else { return nil }
        slots.append(Slot(column: column, field: .halfDay(isUpper ? .upper : .lower)))
        column += 1
        continue
      case .year, .shortYear, .month, .day, .dayOfYear, .hour, .hourOfHalfDay, .minute, .second,
        .fraction, .epoch, .minuteOfDay, .zone, .week, .weekYear, .weekday, .plain:
        guard let width = field.width, cells.kind == .digits else { return nil }
        // A short number is hardly the day of a year.
        if rest == 0, field != .dayOfYear, cells.isPlain(upTo: width),
          let plain = PlainField(field)
        {
          slots.append(Slot(column: column, field: .plain(plain), isWhole: true))
          column += 1
          continue
        }
        if rest == 0 { rest = cells.usualWidth }
        guard rest >= width else { return nil }
        rest -= width
        slots.append(
          Slot(column: column, divisor: power(rest), modulus: power(width), field: field))
        if rest == 0 { column += 1 }
      }
    }
    return rest == 0 ? column : nil
  }

  /// Adds a fraction of any number of digits.
  mutating func placeFraction(on column: Int) {
    slots.append(Slot(column: column, field: .fraction(digits: nil), isOpenFraction: true))
  }

  /// The moment that a name's cells say; nil if they say none.
  ///
  /// - Parameter other: a number that stands in a column instead of the name's own.
  func moment(
    _ name: Int, _ group: NameGroup, with other: (column: Int, value: Int64)? = nil
  ) -> Moment? {
    var values: [(field: TimeField, value: Int64)] = []
    values.reserveCapacity(slots.count + 1)
    for slot in slots {
      let column = group.columns[slot.column]
      var value = column.values[name]
      if slot.isWhole {
        if let other, other.column == slot.column { value = other.value }
      } else if let other, other.column == slot.column {
        guard (0..<power(column.usualWidth)).contains(other.value) else { return nil }
        value = other.value / slot.divisor % slot.modulus
      } else if slot.isOpenFraction {
        guard column.widths[name] <= 9 else { return nil }
        value *= power(9 - column.widths[name])
      } else {
        let isWord = column.kind != .digits
        guard isWord || column.widths[name] == column.usualWidth else { return nil }
        value = value / slot.divisor % slot.modulus
      }
      guard slot.field.range.contains(value) else { return nil }
      values.append((slot.field, value))
    }
    if let zone {
      let digits = group.columns[zone.column].values[name]
      guard group.columns[zone.column].widths[name] == 4, digits % 100 < 60, digits < 2400 else {
        return nil
      }
      values.append((.zone, zone.sign * (digits / 100 * 60 + digits % 100)))
    }
    return Moment(values, year: yearOfDates)
  }

  /// Where all names stand, in `unit`; nil if more than a tenth of them have no such time.
  func positions(_ group: NameGroup) -> [Int64?]? {
    let allowed = group.count / 10
    // A few names refuse most placements.
    let some = stride(from: 0, to: group.count, by: max(1, group.count / 24))
    guard some.count(where: { moment($0, group) == nil }) <= allowed else { return nil }
    let unit = unit
    let positions = group.names.indices.map { name -> Int64? in
      guard let moment = moment(name, group) else { return nil }
      return unit == .months ? moment.time.months : moment.position(perSecond: unit.perSecond)
    }
    return positions.count { $0 == nil } <= allowed ? positions : nil
  }
}

/// A power of ten, at most 10^18.
func power(_ exponent: Int) -> Int64 { powers[min(exponent, 18)] }

private let powers: [Int64] = (0...18).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
