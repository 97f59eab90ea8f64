/// Steps of days that begin again with each month or year: the 1st, 11th and 21st, or every eighth
/// day from the first of January on.
struct CalendarRhythm {
  private enum Days {
    case ofMonth([Int])
    case ofYear(step: Int)
  }

  private let days: Days

  /// The rhythm of times in order; nil if they have none, or if equal steps explain them, too.
  ///
  /// - Parameter hasDayOfYear: whether names count the days of the year, as archives of composites
  ///   do; then a rhythm is believed before a year has ended.
  init?(_ times: [CivilTime], hasDayOfYear: Bool) {
    guard times.count > 3, let first = times.first,
      times.allSatisfy({ $0.secondsOfDay == first.secondsOfDay })
    else { return nil }
    let steps = zip(times.dropFirst(), times).map {
      Int(($0.seconds - $1.seconds) / CivilTime.secondsPerDay)
    }
    let usual = steps.sorted()[(steps.count - 1) / 2]
    let isEven = steps.allSatisfy { $0 == usual }
    let ofMonth = Days.ofMonth(Set(times.map(\.day)).sorted())
    let ofYear = Days.ofYear(step: usual)
    func explains(_ days: Days) -> Bool {
      zip(times, times.dropFirst()).allSatisfy { Self.next(after: $0, days) == $1 }
    }
    if !isEven, Set(times.map(\.day)).count <= 6, explains(ofMonth) {
      days = ofMonth
    } else if usual > 1, first.dayOfYear % usual == 1, !isEven || hasDayOfYear, explains(ofYear) {
      days = ofYear
    } else {
      return nil
    }
  }

  /// The times that follow.
  func times(_ count: Int, after last: CivilTime) -> [CivilTime] {
    var time = last
    return (0..<count).map { _ in
      time = Self.next(after: time, days)
      return time
    }
  }

  private static func next(after time: CivilTime, _ days: Days) -> CivilTime {
    var next = time
    switch days {
    case .ofMonth(let days):
      if let day = days.first(where: { $0 > time.day }) {
        next.day = day
      } else {
        next = CivilTime(months: time.months + 1, like: time, day: days.first)
      }
    case .ofYear(let step):
      let day = time.dayOfYear + step
      if day > CivilTime.days(inYear: time.year) {
        next.year += 1
        next.setDayOfYear(1)
      } else {
        next.setDayOfYear(day)
      }
    }
    return next
  }
}
