extension NameMatcher {
  /// Whether the text stands here. At the end of a name, `.png` may be in capitals.
  func takeLiteral(_ text: String, _ place: inout Int, isLast: Bool) -> Bool {
    var index = place
    for byte in text.utf8 {
      guard index < name.count else { return false }
      let other = name[index]
      let isEnding = isLast && index >= name.count - 4 && NameCells.isLetter(byte)
      guard byte == other || (isEnding && byte | 0x20 == other | 0x20) else { return false }
      index += 1
    }
    place = index
    return true
  }

  /// All digits that follow, if they are what `%0Nd` writes.
  func takeNumber(_ place: inout Int, minimum: Int, isSigned: Bool) -> Int64? {
    var start = place
    let isNegative = isSigned && place < name.count && name[place] == 45
    if isNegative { start += 1 }
    let digits = name[start...].prefix(while: NaturalOrder.isDigit)
    let width = digits.count + (isNegative ? 1 : 0)
    guard !digits.isEmpty, width >= minimum, digits.count <= 18 else { return nil }
    if width > minimum, digits.count > 1, digits.first == 48 { return nil }
    let value = Self.value(digits)
    // "-0" is written by nothing.
    if isNegative, value == 0 { return nil }
    place = digits.endIndex
    return isNegative ? -value : value
  }

  /// A number with exactly so many decimals, in units of the last.
  func takeDecimal(_ place: inout Int, width: Int, digits: Int) -> Int64? {
    let isNegative = place < name.count && name[place] == 45
    let whole = name[(place + (isNegative ? 1 : 0))...].prefix(while: NaturalOrder.isDigit)
    let point = whole.endIndex, end = point + 1 + digits
    guard whole.count >= width, whole.count <= 9, end <= name.count, name[point] == 46,
      whole.count == width || whole.first != 48,
      name[(point + 1)..<end].allSatisfy(NaturalOrder.isDigit)
    else { return nil }
    let value = Self.value(whole) * power(digits) + Self.value(name[(point + 1)..<end])
    guard !isNegative || value != 0 else { return nil }
    place = end
    return isNegative ? -value : value
  }

  mutating func take(
    _ field: TimeField, _ place: inout Int, before next: FramePattern.Element?
  ) -> Int64? {
    let value: Int64?
    switch field {
    case .monthName(let name): value = takeWord(&place, 1...12) { name.text($0) }
    case .weekday(let name): value = takeWord(&place, 0...6) { name.text($0) }
    case .halfDay(let half): value = takeWord(&place, 0...1) { half.text($0) }
    case .zone: value = takeZone(&place)
    case .epoch: value = takeEpoch(&place, before: next)
    case .fraction(nil): value = takeFraction(&place)
    case .plain(let field): value = takePlain(&place, width: field.padded.width ?? 0)
    case .year, .shortYear, .month, .day, .dayOfYear, .hour, .hourOfHalfDay, .minute, .second,
      .fraction, .minuteOfDay, .week, .weekYear:
      let end = place + (field.width ?? 0)
      guard end <= name.count, name[place..<end].allSatisfy(NaturalOrder.isDigit) else {
        return nil
      }
      value = Self.value(name[place..<end])
      place = end
    }
    guard let value, field.range.contains(value) else { return nil }
    return value
  }

  /// At most `width` digits without a zero before them.
  private func takePlain(_ place: inout Int, width: Int) -> Int64? {
    let digits = name[place...].prefix(width).prefix(while: NaturalOrder.isDigit)
    guard !digits.isEmpty, digits.count == 1 || digits.first != 48 else { return nil }
    place = digits.endIndex
    return Self.value(digits)
  }

  /// The longest of the words that stands here.
  private func takeWord(
    _ place: inout Int, _ values: ClosedRange<Int64>, _ text: (Int64) -> String
  ) -> Int64? {
    guard let value = values.first(where: { name[place...].starts(with: text($0).utf8) }) else {
      return nil
    }
    place += text(value).utf8.count
    return value
  }

  /// "+0130" or "-0130" in minutes, or "Z".
  private mutating func takeZone(_ place: inout Int) -> Int64? {
    guard place < name.count else { return nil }
    if name[place] == 90 {
      place += 1
      noteZ()
      return 0
    }
    let end = place + 5
    guard name[place] == 43 || name[place] == 45, end <= name.count else { return nil }
    let digits = name[place + 1..<end]
    guard digits.allSatisfy(NaturalOrder.isDigit) else { return nil }
    let number = Self.value(digits)
    guard number % 100 < 60, number < 2400 else { return nil }
    let minutes = number / 100 * 60 + number % 100
    // "-0000" is written by nothing.
    guard name[place] == 43 || minutes > 0 else { return nil }
    defer { place = end }
    return name[place] == 43 ? minutes : -minutes
  }

  /// Seconds since 1970; the digits of a fraction that follow at once are not theirs.
  private func takeEpoch(_ place: inout Int, before next: FramePattern.Element?) -> Int64? {
    var kept = 0
    if case .time(.fraction(let digits)) = next { kept = digits ?? 0 }
    if case .otherTime(.fraction(let digits)) = next { kept = digits ?? 0 }
    let digits = name[place...].prefix(while: NaturalOrder.isDigit).dropLast(kept)
    guard !digits.isEmpty, digits.count <= 12 else { return nil }
    if digits.count > 1, digits.first == 48 { return nil }
    place = digits.endIndex
    return Self.value(digits)
  }

  /// One to nine decimals, in billionths.
  private mutating func takeFraction(_ place: inout Int) -> Int64? {
    let digits = name[place...].prefix(while: NaturalOrder.isDigit)
    guard (1...9).contains(digits.count) else { return nil }
    place = digits.endIndex
    noteFraction(digits.count)
    return (digits.count..<9).reduce(Self.value(digits)) { value, _ in value * 10 }
  }

  /// The value of at most 18 digits.
  static func value(_ digits: ArraySlice<UInt8>) -> Int64 {
    digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
  }
}
