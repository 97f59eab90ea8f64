extension TimeField {
  /// Why these fields make no time, or nil if they do. Fields may be there twice.
  static func defect(of written: [TimeField]) -> String? {
    let fields = written.map(\.padded)
    func has(_ matches: (TimeField) -> Bool) -> Bool { fields.contains(where: matches) }
    let hasFraction = has { if case .fraction = $0 { true } else { false } }
    if has({ $0 == .epoch }) {
      let others = fields.contains { $0 != .epoch && $0.fractionDigits == 0 }
      return others ? "%s stands alone, or with a fraction of a second (%f)" : nil
    }
    if has({ $0 == .week || $0 == .weekYear }) {
      let isWeek = has({ $0 == .week }) && has({ $0 == .weekYear })
      return isWeek && fields.allSatisfy { $0 == .week || $0 == .weekYear }
        ? nil : "a week (%V) stands with its year (%G) and nothing else"
    }
    let hasYear = has { $0.isYear }
    let hasDay = has { $0 == .day }
    let hasClock = has { $0.isClock }
    if has({ $0 == .year }), has({ $0 == .shortYear }) { return "it has two years" }
    if has({ $0 == .dayOfYear }), hasDay || has({ $0.isMonth }) {
      return "%j stands without %m and %d"
    }
    if hasDay, !has({ $0.isMonth }) { return "a day needs a month (%m)" }
    if has({ $0.isMonth }), !hasYear, !hasDay, hasClock { return "a time of day needs a day (%d)" }
    let hasWeekday = has { if case .weekday = $0 { true } else { false } }
    if hasWeekday, !hasYear || !(hasDay || has({ $0 == .dayOfYear })) {
      return "a day of the week (%a) needs a date"
    }
    let hasHalf = has { if case .halfDay = $0 { true } else { false } }
    if has({ $0 == .hourOfHalfDay }) != hasHalf { return "%I and %p stand together" }
    if hasFraction, !has({ $0 == .second }) { return "a fraction (%f) needs seconds (%S or %s)" }
    if has({ $0 == .zone }), !has({ $0 == .hour || $0 == .hourOfHalfDay || $0 == .minuteOfDay }) {
      return "a time zone (%z) needs an hour (%H)"
    }
    return hasYear && hasClock && !hasDay && !has({ $0 == .dayOfYear })
      ? "a time of day needs a day (%d)" : nil
  }
}
