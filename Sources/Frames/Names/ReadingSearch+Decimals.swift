extension ReadingSearch {
  /// Reads `t_0.95`, `t_1.00` as numbers with decimals: two columns with a point between them.
  func decimalReading(_ column: Int) -> NameReading? {
    let next = column + 1
    guard next < group.columns.count, group.literal(before: next).elementsEqual(".".utf8),
      group.varying.contains(next)
    else { return nil }
    let whole = group.columns[column], decimals = group.columns[next]
    let digits = decimals.usualWidth
    guard whole.kind == .digits, decimals.kind == .digits, digits <= 9,
      decimals.widths.allSatisfy({ $0 == digits }), let width = whole.numberWidth(),
      whole.values.allSatisfy({ (0..<power(9)).contains($0) })
    else { return nil }
    let positions = zip(whole.values, decimals.values).map { $0 * power(digits) + $1 }
    var roles = [NameRole](repeating: .literal, count: group.columns.count)
    roles[column] = .decimal(width: width, digits: digits)
    roles[next] = .decimals
    guard
      var reading = reading(roles, positions, .frames, cycle: nil, others: OtherColumns(group))
    else { return nil }
    // Where the whole number never changes, it is more likely part of the name.
    reading.cost += whole.isConstant ? 0.5 : 0.2
    reading.isDecimal = true
    return reading
  }

  /// Whether the next number would have more digits than all names have, although they can be
  /// read as decimals: 0.90, 0.95, 0.100.
  func outgrows(_ reading: NameReading, _ column: Int) -> Bool {
    let digits = group.columns[column]
    guard let last = reading.series.last, last.count > 2 else { return false }
    let values = last.map { digits.values[$0] }
    let step = Evenness(values, .frames).cadence?.step ?? 1
    let width = digits.usualWidth
    return digits.widths.allSatisfy { $0 == width }
      && FramePattern.sum(values[values.count - 1], step) == power(width)
  }
}
