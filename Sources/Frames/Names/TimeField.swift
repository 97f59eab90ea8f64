/// A field of a time in a file name: what `strftime` writes for a letter, and a few more.
enum TimeField: Sendable, Hashable {
  case year
  case shortYear
  case month
  case monthName(MonthName)
  case day
  case dayOfYear
  case hour
  /// 1...12, with `halfDay` beside it.
  case hourOfHalfDay
  case halfDay(HalfDay)
  case minute
  case second
  /// So many digits of a fraction of a second; as many as there are if nil.
  case fraction(digits: Int?)
  /// Seconds since 1970, without padding.
  case epoch
  /// Minutes since midnight, four digits.
  case minuteOfDay
  /// The year that an ISO 8601 week belongs to.
  case weekYear
  /// An ISO 8601 week, 01...53.
  case week
  /// The day of the week in letters; it says nothing that the date does not.
  case weekday(WeekdayName)
  /// A field without zeros before it.
  case plain(PlainField)
  /// "+0130", or "Z": how far the clock is ahead of universal time.
  case zone

  /// Digits, or nil where there are as many as it takes, or none.
  var width: Int? {
    switch self {
    case .year, .weekYear, .minuteOfDay: 4
    case .dayOfYear: 3
    case .shortYear, .month, .day, .hour, .hourOfHalfDay, .minute, .second, .week: 2
    case .fraction(let digits): digits
    case .monthName, .weekday, .halfDay, .epoch, .zone, .plain: nil
    }
  }

  /// What can be written; the day of a month is checked with the whole time.
  var range: ClosedRange<Int64> {
    switch self {
    case .year, .weekYear: 1...9999
    case .week: 1...53
    case .weekday: 0...6
    case .plain(let field): field.padded.range
    case .shortYear: 0...99
    case .month, .monthName, .hourOfHalfDay: 1...12
    case .day: 1...31
    case .dayOfYear: 1...366
    case .hour: 0...23
    case .halfDay: 0...1
    case .minute, .second: 0...59
    case .minuteOfDay: 0...1439
    case .fraction: 0...999_999_999
    case .epoch: 0...199_999_999_999
    case .zone: -1439...1439
    }
  }

  /// The field with zeros.
  var padded: TimeField { if case .plain(let field) = self { field.padded } else { self } }

  var isYear: Bool { self == .year || self == .shortYear || self == .weekYear }

  var isMonth: Bool {
    switch self {
    case .month, .monthName: true
    case .plain(let field): field == .month
    case .year, .shortYear, .day, .dayOfYear, .hour, .hourOfHalfDay, .halfDay, .minute, .second,
      .fraction, .epoch, .minuteOfDay, .zone, .week, .weekYear, .weekday:
      false
    }
  }

  var isClock: Bool {
    switch self {
    case .hour, .hourOfHalfDay, .halfDay, .minute, .second, .fraction, .minuteOfDay, .zone: true
    case .plain(let field): field.padded.isClock
    case .year, .shortYear, .month, .monthName, .day, .dayOfYear, .epoch, .week, .weekYear,
      .weekday:
      false
    }
  }

  /// The digits of a fraction of a second that the field can hold.
  var fractionDigits: Int {
    if case .fraction(let digits) = self { digits ?? 9 } else { 0 }
  }

  /// The field's value in a time; for parts of seconds and zones see ``Moment``.
  func value(in time: CivilTime) -> Int64 {
    switch self {
    case .year: Int64(time.year)
    case .shortYear: Int64(time.year % 100)
    case .month, .monthName: Int64(time.month)
    case .day: Int64(time.day)
    case .dayOfYear: Int64(time.dayOfYear)
    case .hour: Int64(time.hour)
    case .hourOfHalfDay: Int64((time.hour + 11) % 12 + 1)
    case .halfDay: time.hour < 12 ? 0 : 1
    case .minute: Int64(time.minute)
    case .second: Int64(time.second)
    case .epoch: time.seconds
    case .minuteOfDay: Int64(time.hour * 60 + time.minute)
    case .weekYear: Int64(time.week.year)
    case .week: Int64(time.week.number)
    case .weekday: time.weekday
    case .plain(let field): field.padded.value(in: time)
    case .fraction, .zone: 0
    }
  }

  /// Sets what the field says. Years must be stored before days of the year, and the hour of half a
  /// day before the half.
  func store(_ value: Int64, in time: inout CivilTime) {
    let number = Int(value)
    switch self {
    case .year, .weekYear: time.year = number
    case .week: time.setWeek(number)
    case .plain(let field): field.padded.store(value, in: &time)
    // POSIX: 69...99 are of the last century.
    case .shortYear: time.year = number + (number < 69 ? 2000 : 1900)
    case .month, .monthName: time.month = number
    case .day: time.day = number
    case .dayOfYear: time.setDayOfYear(number)
    case .hour: time.hour = number
    case .hourOfHalfDay: time.hour = number % 12
    case .halfDay: time.hour = time.hour % 12 + 12 * number
    case .minute: time.minute = number
    case .second: time.second = number
    case .epoch: time = CivilTime(seconds: value)
    case .minuteOfDay: (time.hour, time.minute) = (number / 60, number % 60)
    case .fraction, .zone, .weekday: break
    }
  }

  /// Fields are stored in this order.
  var storingOrder: Int {
    if isYear { return 0 }
    if case .halfDay = self { return 2 }
    return 1
  }
}
