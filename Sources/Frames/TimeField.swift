/// A field of a time in a file name, by its `strftime` letter.
enum TimeField: Character, Sendable, Hashable {
  case year = "Y"
  case shortYear = "y"
  case month = "m"
  case day = "d"
  case dayOfYear = "j"
  case hour = "H"
  case minute = "M"
  case second = "S"
  /// Seconds since 1970, without padding.
  case epoch = "s"

  /// Digits, or nil where there are as many as it takes.
  var width: Int? {
    switch self {
    case .year: 4
    case .dayOfYear: 3
    case .shortYear, .month, .day, .hour, .minute, .second: 2
    case .epoch: nil
    }
  }

  func value(in time: CivilTime) -> Int64 {
    switch self {
    case .year: Int64(time.year)
    case .shortYear: Int64(time.year % 100)
    case .month: Int64(time.month)
    case .day: Int64(time.day)
    case .dayOfYear: Int64(time.dayOfYear)
    case .hour: Int64(time.hour)
    case .minute: Int64(time.minute)
    case .second: Int64(time.second)
    case .epoch: time.seconds
    }
  }

  /// Fields must be stored with years before days of the year.
  func store(_ value: Int64, in time: inout CivilTime) {
    let number = Int(value)
    switch self {
    case .year: time.year = number
    // POSIX: 69...99 are of the last century.
    case .shortYear: time.year = number + (number < 69 ? 2000 : 1900)
    case .month: time.month = number
    case .day: time.day = number
    case .dayOfYear: time.setDayOfYear(number)
    case .hour: time.hour = number
    case .minute: time.minute = number
    case .second: time.second = number
    case .epoch: time = CivilTime(seconds: value)
    }
  }

  /// What a letter after `%` stands for; nil if unknown.
  static func expand(_ letter: Character) -> [FramePattern.Element]? {
    func join(_ fields: [TimeField], _ separator: String) -> [FramePattern.Element] {
      Array(fields.map { [.time($0)] }.joined(separator: [.literal(separator)]))
    }
    switch letter {
    case "F": return join([.year, .month, .day], "-")
    case "T": return join([.hour, .minute, .second], ":")
    default: return TimeField(rawValue: letter).map { [.time($0)] }
    }
  }

  /// Why these fields make no time, or nil if they do.
  static func defect(of fields: [TimeField]) -> String? {
    let set = Set(fields)
    if set.contains(.epoch) { return set.count == 1 ? nil : "%s stands alone" }
    if set.isSuperset(of: [.year, .shortYear]) { return "it has two years" }
    let hasYear = set.contains(.year) || set.contains(.shortYear)
    let hasDay = set.contains(.day)
    if set.contains(.dayOfYear) {
      if hasDay || set.contains(.month) { return "%j stands without %m and %d" }
      return hasYear ? nil : "a day needs a year (%Y)"
    }
    if set.contains(.month), !hasYear { return "a month needs a year (%Y)" }
    if hasDay, !set.contains(.month) { return "a day needs a month (%m)" }
    let hasClock = set.contains(.hour) || set.contains(.minute) || set.contains(.second)
    return hasYear && hasClock && !hasDay ? "a time of day needs a day (%d)" : nil
  }
}
