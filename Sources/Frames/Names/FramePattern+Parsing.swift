extension FramePattern {
  /// The most characters of a pattern.
  static let longest = 1000

  /// Understands a pattern; `.png` is added if the pattern does not end so.
  public init(_ text: String) throws(FrameError) {
    func fail(_ reason: String) -> FrameError { .badPattern(pattern: text, reason: reason) }
    guard text.utf8.count <= Self.longest else {
      throw .badPattern(
        pattern: String(text.prefix(40)) + "...",
        reason: "it is longer than \(Self.longest) characters")
    }
    guard !text.contains("/") else { throw fail("a name is expected, not a path") }
    var parser = PatternParser(text)
    do throws(PatternParser.Defect) {
      try parser.parse()
    } catch {
      throw fail(error.reason)
    }
    var elements = Self.dayOrNumber(parser.elements)
    if let reason = Self.defect(of: elements) { throw fail(reason) }
    if !text.lowercased().hasSuffix(".png") {
      if case .literal(let end) = elements.last {
        elements[elements.count - 1] = .literal(end + ".png")
      } else {
        elements.append(.literal(".png"))
      }
    }
    self.init(elements: elements)
  }

  /// A lone `%d` is a number.
  private static func dayOrNumber(_ elements: [Element]) -> [Element] {
    let hasOtherField = elements.contains {
      if case .time(let field) = $0 { field != .day } else { false }
    }
    return elements.map { !hasOtherField && $0 == .time(.day) ? .number(width: 1) : $0 }
  }

  private static func defect(of elements: [Element]) -> String? {
    var fields: [TimeField] = []
    var others: [TimeField] = []
    var hasNumber = false
    var decimals: Set<Element> = []
    for element in elements {
      switch element {
      case .time(let field): fields.append(field)
      case .otherTime(let field): others.append(field)
      case .number: hasNumber = true
      case .decimal: decimals.insert(element)
      case .literal, .anyText, .anyCharacter: break
      }
    }
    if fields.isEmpty {
      guard others.isEmpty else { return "%E goes with a time (%Y...) without it" }
      // Numbers that must be equal are written alike.
      if !decimals.isEmpty, decimals.count > 1 || hasNumber { return "its numbers differ in form" }
      return hasNumber || !decimals.isEmpty ? nil : "one number (%d) or a time (%Y...) is needed"
    }
    guard decimals.isEmpty else { return "a number with decimals stands without a time" }
    if let reason = TimeField.defect(of: fields) { return reason }
    guard !others.isEmpty else { return nil }
    func isMonthly(_ fields: [TimeField]) -> Bool {
      fields.allSatisfy { $0.isYear || $0.isMonth } && fields.contains(where: \.isYear)
    }
    if fields.allSatisfy({ $0.isYear || $0.isMonth }) {
      let areMonths = isMonthly(fields) && OtherTimes.divide(others).allSatisfy(isMonthly)
      return areMonths ? nil : "beside a month, another time is a month with its year, too"
    }
    for other in OtherTimes.divide(others) {
      if let reason = TimeField.defect(of: other) { return "in the other time, \(reason)" }
      if isMonthly(other) { return "the other date has no day (%Ed)" }
      let hasYear = other.contains { $0.isYear || $0 == .epoch }
      if !hasYear, !other.allSatisfy(\.isClock) { return "the other date has no year (%EY)" }
    }
    return nil
  }
}
