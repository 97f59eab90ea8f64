/// A time with its parts of a second and the zone of its clock, as fields of a name say it.
struct Moment {
  var time: CivilTime
  /// In billionths of a second.
  var nanoseconds: Int64 = 0
  /// Minutes that the clock is ahead of universal time.
  var zone: Int64 = 0

  static let perSecond: Int64 = 1_000_000_000

  /// The moment that the fields say together; nil if there is none, or if they contradict each
  /// other.
  ///
  /// - Parameter year: of a date without one.
  init?(_ fields: [(field: TimeField, value: Int64)], year: Int) {
    time = CivilTime(year: year)
    for order in 0...2 {
      for (field, value) in fields where field.storingOrder == order {
        field.store(value, in: &time)
        if case .fraction(let digits) = field { nanoseconds = Self.scaled(value, digits ?? 9) }
        if field == .zone { zone = value }
      }
    }
    guard time.isValid, fields.allSatisfy({ self.value(of: $0.field) == $0.value }) else {
      return nil
    }
  }

  /// The moment of a position.
  ///
  /// - Parameter perSecond: how many units of `position` make a second.
  init(position: Int64, perSecond: Int64, zone: Int64 = 0) {
    let (local, overflow) = position.addingReportingOverflow(zone * 60 * perSecond)
    // So far from 1970, no name tells one moment from another.
    let limit: Int64 = 9_200_000_000_000_000_000
    let counted = min(max(overflow ? position : local, -limit), limit)
    let seconds = counted.dividedDown(by: perSecond)
    time = CivilTime(seconds: seconds)
    nanoseconds = counted.remainder(of: perSecond) * (Self.perSecond / perSecond)
    self.zone = zone
  }

  /// Units since 1970-01-01 00:00 of universal time; nil if that is too far away to be counted.
  func position(perSecond: Int64) -> Int64? {
    let (scaled, overflow) = (time.seconds - zone * 60).multipliedReportingOverflow(by: perSecond)
    let parts = nanoseconds / (Self.perSecond / perSecond)
    let (sum, carry) = scaled.addingReportingOverflow(parts)
    return overflow || carry ? nil : sum
  }

  /// What a field writes.
  func value(of field: TimeField) -> Int64 {
    switch field {
    case .fraction(let digits): nanoseconds / Self.scaled(1, digits ?? 9)
    case .zone: zone
    case .year, .shortYear, .month, .monthName, .day, .dayOfYear, .hour, .hourOfHalfDay, .halfDay,
      .minute, .second, .epoch, .minuteOfDay, .week, .weekYear, .weekday, .plain:
      field.value(in: time)
    }
  }

  private static func scaled(_ value: Int64, _ digits: Int) -> Int64 {
    (digits..<9).reduce(value) { scaled, _ in scaled * 10 }
  }
}
