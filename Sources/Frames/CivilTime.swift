/// A moment in the Gregorian calendar, without time zone and without leap seconds.
struct CivilTime: Hashable {
  var year = 1970
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0

  static let secondsPerDay: Int64 = 86_400

  static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 to the first of January.
  private static func days(toYear year: Int) -> Int {
    let past = year - 1
    return past * 365 + past / 4 - past / 100 + past / 400 - 719_162
  }

  /// Day of the year, 1...366.
  var dayOfYear: Int {
    (1..<month).reduce(day) { $0 + Self.days(inMonth: $1, of: year) }
  }

  /// Seconds since 1970-01-01 00:00. Years from 1 on.
  var seconds: Int64 {
    let days = Int64(Self.days(toYear: year) + dayOfYear - 1)
    return days * Self.secondsPerDay + secondsOfDay
  }

  var secondsOfDay: Int64 { Int64((hour * 60 + minute) * 60 + second) }

  /// Months since the year 0.
  var months: Int64 { Int64(year * 12 + month - 1) }

  var isValid: Bool {
    (1...9999).contains(year) && (1...12).contains(month)
      && (1...Self.days(inMonth: month, of: year)).contains(day)
      && (0..<24).contains(hour) && (0..<60).contains(minute) && (0..<60).contains(second)
  }

  init() {}

  init(seconds: Int64) {
    let day = Int((Double(seconds) / Double(Self.secondsPerDay)).rounded(.down))
    let rest = Int(seconds - Int64(day) * Self.secondsPerDay)
    (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
    // 400 years have 146,097 days; the guess is at most one year off.
    year = 1970 + Int((Double(day) * 400 / 146_097).rounded(.down))
    while Self.days(toYear: year) > day { year -= 1 }
    while Self.days(toYear: year + 1) <= day { year += 1 }
    setDayOfYear(day - Self.days(toYear: year) + 1)
  }

  /// The same day and time in another month; the last day of the month where there is no such day.
  init(months: Int64, like other: CivilTime) {
    self = other
    year = Int(months / 12)
    month = Int(months % 12) + 1
    day = min(other.day, Self.days(inMonth: month, of: year))
  }

  /// Sets month and day. A day after the end of the year leaves an invalid time.
  mutating func setDayOfYear(_ number: Int) {
    month = 1
    day = number
    while month < 12, day > Self.days(inMonth: month, of: year) {
      day -= Self.days(inMonth: month, of: year)
      month += 1
    }
  }
}
