extension FramePattern {
  /// The file name at a position. Times of day begin again at midnight.
  ///
  /// - Parameters:
  ///   - other: a name that fits, for what a position does not say: texts of `*` and `?`, counters
  ///     beside a time, the distance of other times, the time zone. Without it, texts are empty and
  ///     counters and distances 0.
  ///   - counting: what is added to each counter of `other`; nothing if there are fewer.
  public func name(
    at position: Int64, like other: String? = nil, counting: [Int64] = []
  ) -> String {
    name(at: position, like: other, counting: counting, offsets: nil)
  }

  /// The same, with the distance of each other time, if that is not as in `other`.
  func name(
    at position: Int64, like other: String?, counting: [Int64], offsets: [Int64]?
  ) -> String {
    let fit = other.flatMap(fit)
    let own = moment(at: position, zone: fit?.zone ?? 0)
    var others = otherMoments(position, offsets ?? fit?.offsets)[...]
    var texts = (fit?.texts ?? [])[...]
    var counters = (fit?.counters ?? [])[...]
    var added = counting[...]
    var name: [UInt8] = []
    for (index, element) in elements.enumerated() {
      switch element {
      case .literal(let text):
        name += text.utf8
        if index == elements.count - 1, let fit, NameEnding.isPNG(name) {
          name.replaceSubrange((name.count - 4)..., with: fit.ending)
        }
      case .number(let width):
        let number = isTime ? Self.sum(counters.popFirst() ?? 0, added.popFirst() ?? 0) : position
        name += padded(number, width).utf8
      case .decimal(let width, let digits): name += decimal(position, width, digits).utf8
      case .time(let field): name += text(of: field, own, fit).utf8
      case .otherTime(let field):
        name += text(of: field, others.popFirst() ?? own, fit).utf8
      case .anyText: name += texts.popFirst() ?? []
      case .anyCharacter: name += texts.popFirst() ?? [95]
      }
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// "2015-05-15 15:45" for a time, "131" for a number.
  public func describe(position: Int64) -> String {
    let moment = moment(at: position, zone: 0)
    let time = moment.time
    let monthAndDay = padded(Int64(time.month), 2) + "-" + padded(Int64(time.day), 2)
    var clock = padded(Int64(time.hour), 2) + ":" + padded(Int64(time.minute), 2)
    if time.second != 0 || moment.nanoseconds != 0 { clock += ":" + padded(Int64(time.second), 2) }
    if moment.nanoseconds != 0 { clock += "." + Self.decimals(moment.nanoseconds) }
    let year = padded(Int64(time.year), 4)
    switch unit {
    case .frames: return decimals == 0 ? String(position) : decimal(position, 1, decimals)
    case .months: return (hasDate ? year + "-" : "") + padded(Int64(time.month), 2)
    case .seconds, .fractions:
      if hasDate { return "\(year)-\(monthAndDay) \(clock)" }
      return fields.contains { $0.isMonth || $0 == .dayOfYear } ? "\(monthAndDay) \(clock)" : clock
    }
  }

  private func moment(at position: Int64, zone: Int64) -> Moment {
    switch unit {
    case .frames: Moment(position: 0, perSecond: 1)
    case .months: Moment(months: position)
    case .seconds, .fractions:
      Moment(position: position, perSecond: unit.perSecond, zone: zone)
    }
  }

  /// The moment of each field of other times.
  private func otherMoments(_ position: Int64, _ offsets: [Int64]?) -> [Moment] {
    guard hasOtherTimes else { return [] }
    let others = elements.compactMap {
      if case .otherTime(let field) = $0 { field } else { nil }
    }
    return OtherTimes.divide(others).enumerated().flatMap { index, fields in
      let offset = offsets.map { $0[index] } ?? 0
      let other = Self.sum(position, offset)
      let moment =
        unit == .months
        ? Moment(months: other) : Moment(position: other, perSecond: unit.perSecond)
      return fields.map { _ in moment }
    }
  }

  private func text(of field: TimeField, _ moment: Moment, _ fit: NameFit?) -> String {
    let value = moment.value(of: field)
    switch field {
    case .monthName(let name): return name.text(value)
    case .weekday(let name): return name.text(value)
    case .halfDay(let half): return half.text(value)
    case .fraction(nil):
      // As many as the last frame has, and more where they are needed.
      let needed = Self.decimals(value).utf8.count
      return String(padded(value, 9).prefix(max(fit?.fractionDigits ?? 1, needed)))
    case .zone:
      if value == 0, fit?.hasZ ?? true { return "Z" }
      return (value < 0 ? "-" : "+") + padded(abs(value) / 60 * 100 + abs(value) % 60, 4)
    case .year, .shortYear, .month, .day, .dayOfYear, .hour, .hourOfHalfDay, .minute, .second,
      .fraction, .epoch, .minuteOfDay, .week, .weekYear, .plain:
      return padded(value, field.width ?? 1)
    }
  }

  /// A number in units of its last decimal.
  func decimal(_ value: Int64, _ width: Int, _ digits: Int) -> String {
    let scale = UInt64(power(digits))
    let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: scale)
    return (value < 0 ? "-" : "") + padded(Int64(whole), width) + "."
      + padded(Int64(rest), digits)
  }

  private static func decimals(_ nanoseconds: Int64) -> String {
    var text = padded(nanoseconds, 9)
    while text.last == "0" { text.removeLast() }
    return text
  }

  /// Without overflow: names far beyond any calendar are all the same.
  static func sum(_ a: Int64, _ b: Int64) -> Int64 {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? a : sum
  }
}

extension Moment {
  /// The beginning of a month, counted from the year 0.
  init(months: Int64) { time = CivilTime(months: months, like: CivilTime()) }
}

/// A number of at least `width` characters, its sign counted.
private func padded(_ value: Int64, _ width: Int) -> String {
  let digits = String(value.magnitude), sign = value < 0 ? "-" : ""
  let zeros = String(repeating: "0", count: max(0, width - digits.count - sign.count))
  return sign + zeros + digits
}
