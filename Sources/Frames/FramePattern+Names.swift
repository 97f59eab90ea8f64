extension FramePattern {
  /// Where a file name stands, in `unit`; nil if the pattern would not write this name.
  public func position(of name: String) -> Int64? {
    var rest = Array(name.utf8)[...]
    var number: Int64 = 0
    var fields: [(field: TimeField, value: Int64)] = []
    for element in elements {
      switch element {
      case .literal(let text):
        guard rest.starts(with: text.utf8) else { return nil }
        rest = rest.dropFirst(text.utf8.count)
      case .number(let width):
        guard let value = Self.takeNumber(&rest, minimum: width) else { return nil }
        number = value
      case .time(let field):
        guard let value = Self.take(field, &rest) else { return nil }
        fields.append((field, value))
      }
    }
    guard rest.isEmpty else { return nil }
    return fields.isEmpty ? number : position(of: fields)
  }

  /// The file name at a position. Times of day begin again at midnight.
  public func name(at position: Int64) -> String {
    let time = time(at: position)
    return elements.map { element in
      switch element {
      case .literal(let text): text
      case .number(let width): padded(position, width)
      case .time(let field): padded(field.value(in: time), field.width ?? 1)
      }
    }.joined()
  }

  /// The moment of a position; meaningless for numbers.
  func time(at position: Int64) -> CivilTime {
    switch unit {
    case .months: CivilTime(months: position, like: CivilTime())
    case .seconds, .frames: CivilTime(seconds: position)
    }
  }

  /// "2015-05-15 15:45" for a time, "131" for a number.
  public func describe(position: Int64) -> String {
    let time = time(at: position)
    let date = padded(Int64(time.year), 4) + "-" + padded(Int64(time.month), 2)
    let day = date + "-" + padded(Int64(time.day), 2)
    var clock = padded(Int64(time.hour), 2) + ":" + padded(Int64(time.minute), 2)
    if time.second != 0 { clock += ":" + padded(Int64(time.second), 2) }
    switch unit {
    case .frames: return String(position)
    case .months: return date
    case .seconds: return hasDate ? day + " " + clock : clock
    }
  }

  private func position(of fields: [(field: TimeField, value: Int64)]) -> Int64? {
    var time = CivilTime()
    // The length of February, and so the day of the year, depends on the year.
    let years = fields.filter { $0.field == .year || $0.field == .shortYear }
    for (field, value) in years + fields { field.store(value, in: &time) }
    guard time.isValid else { return nil }
    return unit == .months ? time.months : time.seconds
  }

  /// All digits that follow, if they are what `%0Nd` writes.
  private static func takeNumber(_ rest: inout ArraySlice<UInt8>, minimum: Int) -> Int64? {
    let digits = rest.prefix { NaturalOrder.isDigit($0) }
    guard digits.count >= minimum, digits.count <= 18 else { return nil }
    if digits.count > minimum, digits.first == 48 { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
  }

  private static func take(_ field: TimeField, _ rest: inout ArraySlice<UInt8>) -> Int64? {
    guard let width = field.width else {
      guard let value = takeNumber(&rest, minimum: 1), value < 200_000_000_000 else { return nil }
      return value
    }
    let digits = rest.prefix(width)
    guard digits.count == width, digits.allSatisfy(NaturalOrder.isDigit) else { return nil }
    rest = rest.dropFirst(width)
    return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
  }
}

/// A number with at least `width` digits.
private func padded(_ value: Int64, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
