/// A moment for names in tests, counted step by step, without the library's calendar.
struct Stamp: Equatable, Sendable {
  var year: Int
  var month: Int
  var day: Int
  var hour = 0
  var minute = 0
  var second = 0
  var nanosecond = 0

  init(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0)
  {
    (self.year, self.month, self.day) = (year, month, day)
    (self.hour, self.minute, self.second) = (hour, minute, second)
  }

  var isLeapYear: Bool { year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) }

  var monthLengths: [Int] { [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] }

  var dayOfYear: Int { monthLengths[..<(month - 1)].reduce(day, +) }

  /// Since 1970, counted year by year.
  var secondsSince1970: Int {
    var days = dayOfYear - 1
    for past in 1970..<max(year, 1970) { days += Stamp(past, 1, 1).isLeapYear ? 366 : 365 }
    return ((days * 24 + hour) * 60 + minute) * 60 + second
  }

  /// The day of the week; from 1970 on.
  var weekday: String {
    let days = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"]
    return days[secondsSince1970 / 86_400 % 7]
  }

  /// The ISO 8601 week. The last one of a year is that of the 28th of December.
  var week: (year: Int, number: Int) {
    let number = (dayOfYear + 9 - (secondsSince1970 / 86_400 + 3) % 7) / 7
    if number == 0 { return (year - 1, Stamp(year - 1, 12, 28).week.number) }
    let isNext = number == 53 && day > 28 && Stamp(year, 12, 28).week.number == 52
    return isNext ? (year + 1, 1) : (year, number)
  }

  func adding(nanoseconds: Int) -> Stamp {
    let whole = nanosecond + nanoseconds
    var later = adding(seconds: whole / 1_000_000_000)
    later.nanosecond = whole % 1_000_000_000
    return later
  }

  func adding(seconds: Int) -> Stamp {
    var later = self
    later.second += seconds
    later.minute += later.second / 60
    later.hour += later.minute / 60
    later.day += later.hour / 24
    (later.second, later.minute, later.hour) = (
      later.second % 60, later.minute % 60, later.hour % 24
    )
    while later.day > later.monthLengths[later.month - 1] {
      later.day -= later.monthLengths[later.month - 1]
      later.month += 1
      if later.month > 12 { (later.year, later.month) = (later.year + 1, 1) }
    }
    return later
  }

  /// The same day of another month, or its last.
  func adding(months: Int) -> Stamp {
    var later = self
    later.year += (month - 1 + months) / 12
    later.month = (month - 1 + months) % 12 + 1
    later.day = min(day, later.monthLengths[later.month - 1])
    return later
  }
}
