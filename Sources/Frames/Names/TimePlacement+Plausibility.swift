extension TimePlacement {
  /// What the dates themselves cost: years far away, and fields that say nothing.
  func cost(in group: NameGroup) -> Double {
    let some = stride(from: 0, to: group.count, by: max(1, group.count / 64))
    let moments = some.compactMap { moment($0, group)?.time }
    let years = moments.map(\.year)
    guard let first = years.min(), let last = years.max() else { return 0 }
    var cost = 0.0
    let fields = fields
    if fields.contains(.year) {
      cost += isOfAModel(moments, group) ? 0.1 : Self.cost(ofYears: first...last)
    }
    // Two digits of a year that is yet to come are likely something else.
    if fields.contains(.shortYear), (2032...2068).contains(last) { cost += 0.3 }
    // So are seconds since 1970.
    if fields.contains(.epoch), last >= 2032 { cost += 0.4 }
    return cost + Self.waste(moments, fields)
  }

  /// Whether years long past are those of a model: with month and day in columns of their own, of
  /// which one has come to its end, or begun again: `0850-12`, `0851-01`.
  private func isOfAModel(_ times: [CivilTime], _ group: NameGroup) -> Bool {
    // "shot0010-12" is no month.
    let text = slots.first.flatMap { group.literal(before: $0.column).last } ?? 0
    guard !NameCells.isLetter(text), fields.starts(with: [.year, .month]),
      times.allSatisfy({ $0.year < 1500 }),
      slots.allSatisfy({ fields(of: $0.column).count == 1 })
    else { return false }
    let hasDay = fields.contains(.day)
    let spans = Set(times.map { hasDay ? $0.months : Int64($0.year) })
    return spans.count > 1 || times.contains { hasDay ? $0.isLastOfMonth : $0.month == 12 }
  }

  /// Whether the years are such as people take pictures in.
  private static func cost(ofYears years: ClosedRange<Int>) -> Double {
    func lie(in range: ClosedRange<Int>) -> Bool {
      range.contains(years.lowerBound) && range.contains(years.upperBound)
    }
    return lie(in: 1900...2100) ? 0 : lie(in: 1500...2500) ? 0.35 : 0.8
  }

  /// Months and days that are the same in all names although years or months differ, and are not
  /// the first: hardly anybody takes a picture on the 20th day of every year.
  private static func waste(_ times: [CivilTime], _ fields: [TimeField]) -> Double {
    guard times.count > 1, let first = times.first, !fields.contains(.epoch) else { return 0 }
    var hasVarying = false
    var cost = 0.0
    let parts: [(value: (CivilTime) -> Int, first: Int)] = [
      ({ $0.year }, 0), ({ $0.month }, 1), ({ $0.day }, 1),
    ]
    for part in parts {
      if !times.allSatisfy({ part.value($0) == part.value(first) }) {
        hasVarying = true
        cost = 0
      } else if hasVarying, part.value(first) > part.first {
        cost = 0.15
      }
    }
    return cost
  }
}
