/// Weeks of ISO 8601: they begin on Monday and belong to the year of their Thursday.
extension CivilTime {
  /// The week of this day.
  var week: (year: Int, number: Int) {
    let thursday = CivilTime(seconds: seconds + (3 - weekday) * Self.secondsPerDay)
    return (thursday.year, (thursday.dayOfYear - 1) / 7 + 1)
  }

  /// Sets the day to the Monday of a week of this year.
  mutating func setWeek(_ number: Int) {
    var monday = self
    // The fourth of January is always in the first week.
    (monday.month, monday.day) = (1, 4)
    let days = Int64(7 * (number - 1)) - monday.weekday
    self = CivilTime(seconds: monday.seconds + days * Self.secondsPerDay)
  }

  /// Days since Monday; 1970 began on a Thursday.
  var weekday: Int64 {
    (seconds.dividedDown(by: Self.secondsPerDay) + 3).remainder(of: 7)
  }
}
