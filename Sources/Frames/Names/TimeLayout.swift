/// An order in which names write a time, and how unusual it is: what it costs in the comparison of
/// readings.
struct TimeLayout {
  var date: [TimeField]
  var clock: [TimeField]
  var cost: Double
  /// Whether the clock stands before the date.
  var isClockFirst: Bool

  /// What names must have besides digits.
  let words: Set<NameCells.Kind>
  /// Bit n is set if the first column can have n digits: some of the first fields fill it.
  private let firstWidths: UInt64

  init(date: [TimeField], clock: [TimeField], cost: Double, isClockFirst: Bool = false) {
    self.date = date
    self.clock = clock
    self.cost = cost
    self.isClockFirst = isClockFirst
    var width = 0
    firstWidths = (isClockFirst ? clock + date : date + clock).reduce(into: 0) { widths, field in
      // Words stand in columns of their own.
      guard let digits = field.width, width >= 0 else {
        width = -1
        return
      }
      width += digits
      widths |= 1 << UInt64(width)
    }
    let hasMonth = date.contains { $0.isMonth && $0 != .month }
    let hasHalf = clock.contains(.halfDay(.upper))
    words = Set((hasMonth ? [.month] : []) + (hasHalf ? [.halfDay] : []))
  }

  /// Whether a column can be the first one of this layout, as far as its width says.
  func canBegin(with column: NameColumn) -> Bool {
    let first = isClockFirst ? clock.first : date.first ?? clock.first
    guard first?.width != nil, column.kind == .digits else { return true }
    let isFixed = !column.isPlain(upTo: 2)
    return !isFixed || (column.usualWidth < 64 && firstWidths >> UInt64(column.usualWidth) & 1 == 1)
  }

  private static let short = MonthName(isShort: true, letterCase: .capitalised)

  private static let dates: [(fields: [TimeField], withClock: Double, alone: Double)] = [
    ([.year, .month, .day], 0, 0),
    ([.day, .month, .year], 0.1, 0.1),
    ([.month, .day, .year], 0.16, 0.16),
    ([.year, .dayOfYear], 0.08, 0.15),
    ([.shortYear, .month, .day], 0.14, 0.45),
    ([.day, .month, .shortYear], 0.25, 0.5),
    ([.month, .day, .shortYear], 0.3, 0.55),
    ([.shortYear, .dayOfYear], 0.15, 0.5),
    ([.month, .day], 0.3, 0.7),
    ([.day, .month], 0.4, 0.8),
    ([.dayOfYear], 0.5, .infinity),
    ([.year, .monthName(short), .day], 0, 0),
    ([.day, .monthName(short), .year], 0, 0),
    ([.monthName(short), .day, .year], 0, 0),
    ([.day, .monthName(short), .shortYear], 0.1, 0.1),
    ([.shortYear, .monthName(short), .day], 0.2, 0.2),
    ([.monthName(short), .day], 0.2, 0.2),
    ([.day, .monthName(short)], 0.2, 0.2),
  ]

  private static let months: [(fields: [TimeField], alone: Double)] = [
    ([.year, .month], 0.25), ([.month, .year], 0.4),
    ([.year, .monthName(short)], 0.1), ([.monthName(short), .year], 0.1),
    ([.shortYear, .month], 0.75), ([.month, .shortYear], 0.9),
    ([.monthName(short)], 0.3), ([.monthName(short), .shortYear], 0.3),
    ([.shortYear, .monthName(short)], 0.35),
  ]

  private static let clocks: [(fields: [TimeField], withDate: Double, alone: Double)] = [
    ([.hour, .minute, .second], 0, 0.5),
    ([.hour, .minute], 0, 0.6),
    ([.hour, .minute, .second, .fraction(digits: 1)], 0.15, 0.8),
    ([.hour, .minute, .second, .fraction(digits: 2)], 0.2, 0.8),
    ([.hour, .minute, .second, .fraction(digits: 3)], 0.1, 0.6),
    ([.hour, .minute, .second, .fraction(digits: 6)], 0.1, 0.6),
    ([.hour, .minute, .second, .fraction(digits: 9)], 0.1, 0.6),
    ([.hour], 0.1, 1),
    ([.hourOfHalfDay, .minute, .halfDay(.upper)], 0, 0),
    ([.hourOfHalfDay, .minute, .second, .halfDay(.upper)], 0, 0),
    ([.hourOfHalfDay, .halfDay(.upper)], 0.1, 0.1),
    ([.minute, .second], .infinity, 1),
  ]

  /// All orders that are looked for.
  static let all: [TimeLayout] = {
    var layouts: [TimeLayout] = []
    for date in dates {
      if date.alone < .infinity {
        layouts.append(TimeLayout(date: date.fields, clock: [], cost: date.alone))
      }
      let hasYear = date.fields.contains { $0.isYear }
      for clock in clocks where clock.withDate < .infinity {
        // Hours alone make no time of a day without a year.
        if clock.fields == [.hour], !hasYear { continue }
        let cost = date.withClock + clock.withDate
        layouts.append(TimeLayout(date: date.fields, clock: clock.fields, cost: cost))
        guard clock.fields != [.hour] else { continue }
        layouts.append(
          TimeLayout(
            date: date.fields, clock: clock.fields, cost: cost + 0.3, isClockFirst: true))
      }
    }
    for month in months {
      layouts.append(TimeLayout(date: month.fields, clock: [], cost: month.alone))
    }
    for clock in clocks where clock.alone < .infinity {
      layouts.append(TimeLayout(date: [], clock: clock.fields, cost: clock.alone))
    }
    return layouts
  }()

  /// Seconds since 1970 with so many decimals, by the digits in all.
  static let epochs: [(digits: Int, decimals: Int)] = [(10, 0), (13, 3), (16, 6), (19, 9)]

  /// What an epoch costs.
  static let epochCost = 0.2
  /// What an epoch with a point and decimals costs: hardly anything else looks so.
  static let decimalEpochCost = 0.02
  /// What a number costs: one that begins near 0 or 1, one with zeros before it, one of a few
  /// digits, one that looks as if its first digits meant something.
  static let numberCosts = (fromZero: 0.1, padded: 0.3, short: 0.4, long: 0.6)
}
