/// Reads a name by a pattern. Only `*` is tried in several lengths, the shortest first.
struct NameMatcher {
  /// The longest name that is read. File systems allow 255 bytes.
  static let longest = 4096
  /// Attempts at lengths of `*`, so that no pattern takes for ever.
  private static let attempts = 20_000

  private let pattern: FramePattern
  let name: [UInt8]
  private var attemptsLeft = attempts
  private var found = Found()

  /// What was read up to now.
  private struct Found {
    var fields: [(field: TimeField, value: Int64)] = []
    var others: [(field: TimeField, value: Int64)] = []
    var numbers: [Int64] = []
    var texts: [[UInt8]] = []
    var hasZ = false
    var fractionDigits = 0
  }

  init(_ pattern: FramePattern, _ name: [UInt8]) {
    self.pattern = pattern
    self.name = name
  }

  mutating func match() -> NameFit? { match(from: 0, at: 0) }

  /// Notes that universal time is written as "Z".
  mutating func noteZ() { found.hasZ = true }

  /// Notes how many decimals there are.
  mutating func noteFraction(_ digits: Int) { found.fractionDigits = digits }

  private mutating func match(from first: Int, at start: Int) -> NameFit? {
    var place = start
    let elements = pattern.elements
    for index in first..<elements.count {
      switch elements[index] {
      case .literal(let text):
        guard takeLiteral(text, &place, isLast: index == elements.count - 1) else { return nil }
      case .number(let width):
        guard let value = takeNumber(&place, minimum: width, isSigned: !pattern.isTime) else {
          return nil
        }
        found.numbers.append(value)
      case .decimal(let width, let digits):
        guard let value = takeDecimal(&place, width: width, digits: digits) else { return nil }
        found.numbers.append(value)
      case .time(let field):
        guard let value = take(field, &place, before: elements[(index + 1)...].first) else {
          return nil
        }
        found.fields.append((field, value))
      case .otherTime(let field):
        guard let value = take(field, &place, before: elements[(index + 1)...].first) else {
          return nil
        }
        found.others.append((field, value))
      case .anyCharacter:
        guard place < name.count else { return nil }
        let from = place
        place += 1
        while place < name.count, name[place] & 0xC0 == 0x80 { place += 1 }
        found.texts.append(Array(name[from..<place]))
      case .anyText: return matchAnyText(before: index + 1, at: place)
      }
    }
    return place == name.count ? finish() : nil
  }

  private mutating func matchAnyText(before next: Int, at start: Int) -> NameFit? {
    let saved = found
    for end in start...name.count {
      attemptsLeft -= 1
      guard attemptsLeft > 0 else { return nil }
      found = saved
      found.texts.append(Array(name[start..<end]))
      if let fit = match(from: next, at: end) { return fit }
    }
    return nil
  }

  private func finish() -> NameFit? {
    var fit = NameFit(
      position: 0, texts: found.texts, counters: [], offsets: [], zone: 0, hasZ: found.hasZ,
      fractionDigits: found.fractionDigits, ending: Array(name[max(0, name.count - 4)...]))
    guard pattern.isTime else {
      guard let number = found.numbers.first, found.numbers.allSatisfy({ $0 == number }) else {
        return nil
      }
      fit.position = number
      return fit
    }
    let perSecond = pattern.unit.perSecond
    guard let moment = Moment(found.fields, year: pattern.yearOfDates) else { return nil }
    if pattern.unit == .months {
      fit.position = moment.time.months
    } else {
      guard let position = moment.position(perSecond: perSecond) else { return nil }
      fit.position = position
    }
    fit.zone = moment.zone
    fit.counters = found.numbers
    if !found.others.isEmpty, !addOffsets(to: &fit) { return nil }
    return fit
  }

  /// Adds how far the other times are away; false if one of them is no time.
  private func addOffsets(to fit: inout NameFit) -> Bool {
    let perSecond = pattern.unit.perSecond
    var rest = found.others[...]
    for fields in OtherTimes.divide(found.others.map(\.field)) {
      let values = Array(rest.prefix(fields.count))
      rest = rest.dropFirst(fields.count)
      guard let moment = Moment(values, year: 1970),
        let other = pattern.unit == .months
          ? moment.time.months : moment.position(perSecond: perSecond)
      else { return false }
      let isClock = fields.allSatisfy(\.isClock)
      let (offset, overflow) = other.subtractingReportingOverflow(fit.position)
      guard !overflow else { return false }
      let day = CivilTime.secondsPerDay * perSecond
      fit.offsets.append(isClock ? offset.remainder(of: day) : offset)
    }
    return true
  }
}
