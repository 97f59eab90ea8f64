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

  static func days(inYear year: Int) -> Int { isLeap(year) ? 366 : 365 }

  /// Days from 1970-01-01 to the first of January.
  private static func days(toYear year: Int) -> Int {
    let past = year - 1
    return past * 365 + past.dividedDown(by: 4) - past.dividedDown(by: 100)
      + past.dividedDown(by: 400) - 719_162
  }

  /// Days of the year before the first of a month, 1...12.
  private static func daysBefore(_ month: Int, of year: Int) -> Int {
    // Months from March on follow a rule: 153 days in five of them.
    month < 3 ? (month - 1) * 31 : (month * 153 - 457) / 5 + (isLeap(year) ? 60 : 59)
  }

  /// Day of the year, 1...366.
  var dayOfYear: Int { Self.daysBefore(month, of: year) + day }

  /// Seconds since 1970-01-01 00:00.
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

  /// Whether the next day begins another month.
  var isLastOfMonth: Bool { day == Self.days(inMonth: month, of: year) }

  init(year: Int = 1970) { self.year = year }

  init(seconds: Int64) {
    let day = seconds.dividedDown(by: Self.secondsPerDay)
    let rest = Int(seconds - day * Self.secondsPerDay)
    (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
    // 400 years have 146,097 days; the guess is at most one year off.
    let cycles = day.dividedDown(by: 146_097)
    year = 1970 + Int(cycles * 400) + Int(day - cycles * 146_097) / 366
    while Self.days(toYear: year + 1) <= day { year += 1 }
    setDayOfYear(Int(day) - Self.days(toYear: year) + 1)
  }

  /// The same time in another month, on a certain day; on the last day of the month where there is
  /// no such day.
  init(months: Int64, like other: CivilTime, day wanted: Int? = nil) {
    self = other
    // Beyond all years that a name can have; no sum of months overflows there.
    let months = min(max(months, -1_000_000_000_000), 1_000_000_000_000)
    year = Int(months.dividedDown(by: 12))
    month = Int(months - Int64(year) * 12) + 1
    day = min(wanted ?? other.day, Self.days(inMonth: month, of: year))
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

extension BinaryInteger {
  /// The quotient rounded down, also below zero.
  func dividedDown(by divisor: Self) -> Self {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }

  /// What is left of the number beyond whole multiples of a positive one; never below 0.
  func remainder(of divisor: Self) -> Self {
    let rest = self % divisor
    return rest < 0 ? rest + divisor : rest
  }
}

extension Int64 {
  /// How far another number is ahead; the greatest number there is if that is too far.
  func distance(upTo other: Int64) -> Int64 {
    let (distance, overflow) = other.subtractingReportingOverflow(self)
    return overflow ? .max : distance
  }
}
