/// How the names of a sequence's files count: a number as `printf` writes it (`frame_%04d.png`) or
/// a time as `strftime` writes it (`radar_%Y%m%d_%H%M.png`).
///
/// - Number: `%d` (no padding) or `%0Nd` (at least N digits, a minus sign counted); `%.2f` for two
///   decimals. Several numbers must be equal.
/// - Time: `%Y %y %m %d %j %H %M %S`, `%b` and `%B` for names of months (`%^b` in capitals,
///   `%#b` in small letters), `%a` and `%A` for days of the week, `%I` with `%p` (`%P` in small
///   letters) for the twelve hours, `%f` for the decimals of a second and `%3f` for three of
///   them, `%G` with `%V` for weeks, `%s` for seconds since 1970, `%i` for the minute of the day
///   (four digits), `%z` for a time zone, `%F` for `%Y-%m-%d`, `%T` for `%H:%M:%S`, `%-m` and
///   the like for numbers without zeros. `%d` is a day if another time field is there. A field
///   that is there twice must have the same value twice.
/// - Another time of the same frame, such as its end: `%E` before the letter (`%EH%EM`). It goes on
///   by the same step.
/// - A counter beside a time: `%01d` (no padding) or `%0Nd`.
/// - `*` is any text, `?` any character; new names have what the last frame's name has there.
/// - `%%`, `%*` and `%?` are these characters themselves.
///
/// A name fits only if the pattern would write exactly this name; `.png` may be in capitals.
public struct FramePattern: Sendable, Hashable {
  /// What positions are counted in.
  public enum Unit: Sendable, Hashable {
    case frames
    /// Since 1970-01-01, or since midnight if the pattern has no date.
    case seconds
    /// Parts of a second, for patterns with decimals; since the same moments.
    case fractions(perSecond: Int64)
    /// For patterns with no more than year and month.
    case months
  }

  enum Element: Sendable, Hashable {
    case literal(String)
    /// At least `width` characters. Beside a time, a counter.
    case number(width: Int)
    /// A number with so many decimals, and at least `width` digits before the point.
    case decimal(width: Int, digits: Int)
    case time(TimeField)
    /// A field of another time.
    case otherTime(TimeField)
    /// `*`
    case anyText
    /// `?`
    case anyCharacter
  }

  let elements: [Element]

  /// What `position(of:)` counts in.
  public let unit: Unit

  /// Whether names have another time of the frame, such as its end.
  let hasOtherTimes: Bool

  /// The year of dates without one: 1970, or 1972 where a leap day is among the names.
  var yearOfDates = 1970

  init(elements: [Element]) {
    self.elements = elements
    hasOtherTimes = elements.contains { if case .otherTime = $0 { true } else { false } }
    let fields = elements.compactMap { if case .time(let field) = $0 { field } else { nil } }
    let digits = elements.reduce(0) { digits, element in
      switch element {
      case .time(let field), .otherTime(let field): max(digits, field.fractionDigits)
      case .literal, .number, .decimal, .anyText, .anyCharacter: digits
      }
    }
    if fields.isEmpty {
      unit = .frames
    } else if fields.allSatisfy({ $0.isYear || $0.isMonth }) {
      unit = .months
    } else {
      let parts = (0..<digits).reduce(Int64(1)) { power, _ in power * 10 }
      unit = parts == 1 ? .seconds : .fractions(perSecond: parts)
    }
  }

  /// The fields of the frame's time.
  var fields: [TimeField] {
    elements.compactMap { if case .time(let field) = $0 { field } else { nil } }
  }

  /// Whether the pattern reads a time, not a number.
  var isTime: Bool { unit != .frames }

  /// The decimals of the number, 0 for whole ones.
  var decimals: Int {
    elements.reduce(0) { if case .decimal(_, let digits) = $1 { max($0, digits) } else { $0 } }
  }

  /// Whether there is a counter beside a time.
  var hasCounter: Bool {
    isTime && elements.contains { if case .number = $0 { true } else { false } }
  }

  /// Whether there is a date with its year, not just a time of day.
  var hasDate: Bool { fields.contains { $0.isYear || $0 == .epoch } }

  /// After how much of `unit` the same names come again; nil for numbers and whole dates.
  var cycle: Int64? { cycle(year: yearOfDates) }

  /// The same for dates of a certain year.
  func cycle(year: Int) -> Int64? {
    guard !hasDate else { return nil }
    if unit == .months { return 12 }
    let fields = fields.map(\.padded)
    if fields.contains(where: { $0.isMonth || $0 == .dayOfYear }) {
      return Int64(CivilTime.days(inYear: year)) * CivilTime.secondsPerDay * unit.perSecond
    }
    guard isTime else { return nil }
    let hasHour = fields.contains { $0 == .hour || $0 == .hourOfHalfDay || $0 == .minuteOfDay }
    return (hasHour ? CivilTime.secondsPerDay : 3600) * unit.perSecond
  }

  /// The pattern for names that may have a leap day in a date without a year.
  func settled(for names: [String]) -> FramePattern {
    let fields = fields.map(\.padded)
    guard !hasDate, fields.contains(where: { $0 == .day || $0 == .dayOfYear }) else { return self }
    var other = self
    other.yearOfDates = 1972
    let needsLeapDay = names.contains { position(of: $0) == nil && other.position(of: $0) != nil }
    return needsLeapDay ? other : self
  }
}

extension FramePattern.Unit {
  /// Of times, how many make a second; 1 otherwise.
  var perSecond: Int64 {
    switch self {
    case .fractions(let count): count
    case .seconds, .months, .frames: 1
    }
  }
}
