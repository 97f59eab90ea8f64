extension ReadingSearch {
  /// Divides the names into series by what the placed columns leave over, and weighs the result.
  ///
  /// - Parameters:
  ///   - roles: of the placed columns.
  ///   - positions: nil for names that have none.
  ///   - others: what is known of the other columns.
  func reading(
    _ placed: [NameRole], _ positions: [Int64?], _ unit: FramePattern.Unit, cycle: Int64?,
    others: OtherColumns
  ) -> NameReading? {
    var roles = placed
    let fitting = positions.indices.filter { positions[$0] != nil }
    let misfits = positions.indices.filter { positions[$0] == nil }
    guard !fitting.isEmpty, misfits.count * 10 <= group.count else { return nil }
    func precedes(_ a: Int, _ b: Int) -> Bool { (positions[a] ?? 0) < (positions[b] ?? 0) }
    let order = fitting.sorted(by: precedes)
    var cost = misfits.isEmpty ? 0 : 0.5 + 5 * Double(misfits.count) / Double(group.count)
    var keys: [Int] = []
    for (column, (role, price)) in others.known where roles[column] == .literal {
      roles[column] = role
      cost += price
    }
    for column in group.varying where roles[column] == .literal {
      if let (role, price) = others.counter(column, order) {
        roles[column] = role
        cost += price
      } else if Set(fitting.map { group.columns[column].values[$0] }).count * 2 <= fitting.count {
        keys.append(column)
        cost += 0.05
      } else {
        roles[column] = .anyText
        cost += 0.3
      }
    }
    // Two names say too little to find a date without a year beside something else.
    let isWeak = fitting.count < 3 && unit != .frames && cycle != nil
    if isWeak, roles.contains(where: { $0 == .anyText || $0.isNumber }) { return nil }
    var series: [[Int]] = []
    if keys.isEmpty {
      series = [order]
    } else {
      var places: [[ArraySlice<UInt8>]: Int] = [:]
      for name in order {
        let key = keys.map { group.names[name].text($0) }
        if let place = places[key] {
          series[place].append(name)
        } else {
          places[key] = series.count
          series.append([name])
        }
      }
    }
    var breaks = series.count - 1
    var repeats = 0
    for names in series {
      let share = Double(names.count) / Double(fitting.count)
      let sorted = names.map { positions[$0] ?? 0 }
      let evenness = Evenness(CyclicOrder.continued(sorted, cycle: cycle), unit)
      // One name alone has no order.
      cost += share * (names.count == 1 && group.count > 1 ? 1 : evenness.cost)
      if cycle != nil, !Self.isNatural(evenness.cadence) { cost += share * 0.5 }
      breaks += evenness.gaps
      repeats += evenness.repeats
    }
    // 0.1 for each doubling of the number of series.
    cost += 0.1 * Double(Int.bitWidth - (series.count - 1).leadingZeroBitCount)
    return NameReading(
      group: group, roles: roles, series: series, misfits: misfits, cost: cost,
      hasRepeats: repeats > 0, breaks: breaks)
  }

  /// Whether a step fits into a day a whole number of times, or whole days into it.
  private static func isNatural(_ cadence: FrameCadence?) -> Bool {
    guard let cadence, let seconds = cadence.seconds, cadence.unit != .months, seconds > 0 else {
      return true
    }
    let day = Double(CivilTime.secondsPerDay)
    return (day / seconds).rounded() * seconds == day || (seconds / day).rounded() * day == seconds
  }
}
