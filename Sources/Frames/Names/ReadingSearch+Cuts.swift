extension ReadingSearch {
  /// What a digit that says nothing after a time costs.
  private static let costOfADigit = 0.3

  /// Readings of numbers that are more than one thing: a time and a digit that never changes
  /// (`2133620057`: 20:05 of a day, and a 7), or two dates (`20020012002031`).
  func cutReadings() -> [NameReading] {
    guard group.count > 2 else { return [] }
    return group.varying.flatMap { column -> [NameReading] in
      let digits = group.columns[column]
      guard digits.kind == .digits, digits.widths.allSatisfy({ $0 == digits.usualWidth }) else {
        return []
      }
      return withoutLastDigit(column) + asTwoDates(column)
    }
  }

  private func withoutLastDigit(_ column: Int) -> [NameReading] {
    let digits = group.columns[column]
    guard (10...13).contains(digits.usualWidth), let last = digits.values.first.map({ $0 % 10 }),
      digits.values.allSatisfy({ $0 % 10 == last })
    else { return [] }
    let cut = group.cut(column, after: digits.usualWidth - 1, keepsRest: false)
    return readings(of: cut, cutAt: column) { placement in
      let fields = placement.fields(of: column)
      return fields.contains { $0.isYear } && fields.last == .minute
    }.map { reading in
      var reading = reading
      reading.cost += Self.costOfADigit
      return reading
    }
  }

  private func asTwoDates(_ column: Int) -> [NameReading] {
    let width = group.columns[column].usualWidth
    guard [14, 16].contains(width) else { return [] }
    let cut = group.cut(column, after: width / 2, keepsRest: true)
    return readings(of: cut, cutAt: column) { placement in
      placement.columns == [column] || placement.columns == [column + 1]
    }.filter { reading in
      reading.roles[column...(column + 1)].contains {
        if case .otherFields = $0 { true } else { false }
      }
    }.map { reading in
      var reading = reading
      reading.hasTwoDates = true
      return reading
    }
  }

  private func readings(
    of cut: NameGroup, cutAt column: Int, where isWanted: (TimePlacement) -> Bool
  ) -> [NameReading] {
    let search = ReadingSearch(group: cut)
    return TimePlacement.all(in: cut).filter(isWanted).compactMap(search.timeReading).map {
      var reading = $0
      reading.cutColumn = column
      return reading
    }
  }
}
