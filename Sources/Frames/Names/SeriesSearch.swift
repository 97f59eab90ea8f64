/// Finds the series in the names of a folder.
struct SeriesSearch {
  /// A reading that costs so little more than the best is named.
  private static let close = 0.3

  let folder: String
  let names: [String]

  /// - Throws: ``FrameError`` if two names are one number or time, or if the names cannot be told
  ///   apart into series.
  func find() throws(FrameError) -> FoundSeries {
    try refuseDuplicates()
    let groups = NameGroups(names).groups
    guard groups.contains(where: { !$0.columns.isEmpty }) else {
      return FoundSeries(series: [NameSeries(pattern: nil, names: names)], strays: [])
    }
    var series: [NameSeries] = []
    var strays: [String] = []
    // Of very many groups, only those with several names can be series.
    let isCrowded = groups.count > 200
    for group in groups {
      if group.columns.isEmpty || (isCrowded && group.count * 50 < names.count) {
        strays += group.members.map { names[$0] }
      } else {
        let (found, left) = divide(group)
        series += found
        strays += left
      }
    }
    return try select(series, strays)
  }

  /// The series of a group, by its best reading, and what does not fit.
  private func divide(_ group: NameGroup) -> (series: [NameSeries], strays: [String]) {
    func texts(_ places: [Int]) -> [String] { places.map { names[group.members[$0]] } }
    let readings = ReadingSearch(group: group).readings()
    guard let best = readings.first, !best.hasRepeats, !hidesClock(best, group) else {
      // Numbers of differing padding have an order, two numbers at once do not.
      return group.varying.count < 2 && readings.isEmpty
        ? ([NameSeries(pattern: nil, names: texts(Array(group.names.indices)))], [])
        : ([], texts(Array(group.names.indices)))
    }
    let second = readings.dropFirst().first { other in
      other.cost < best.cost + Self.close && !other.hasRepeats
        && other.series.map { Set($0) } == best.series.map { Set($0) }
    }
    let series = best.series.indices.map { index in
      NameSeries(
        pattern: best.pattern(ofSeries: index), names: texts(best.series[index]),
        runnerUp: second.flatMap { other in
          let place = other.series.firstIndex { Set($0) == Set(best.series[index]) }
          return place.map { other.pattern(ofSeries: $0) }
        })
    }
    return (series, texts(best.misfits))
  }

  /// Whether the numbers jump as those of a clock do, though no order of fields fits.
  private func hidesClock(_ reading: NameReading, _ group: NameGroup) -> Bool {
    guard let column = reading.numberColumn else { return false }
    let values = group.columns[column].values
    return reading.series.contains { HiddenClock.explainsGaps(of: $0.map { values[$0] }) }
  }

  /// Tells series from stray names by their numbers.
  private func select(
    _ found: [NameSeries], _ lost: [String]
  ) throws(FrameError) -> FoundSeries {
    let largest = found.map(\.names.count).max() ?? 0
    func isReal(_ series: NameSeries) -> Bool {
      let count = series.names.count
      if count == largest { return true }
      return (count > 2 || (count == 2 && largest <= 4)) && (count * 4 >= largest || count >= 8)
    }
    let real = found.filter(isReal)
    let strays = lost + found.filter { !isReal($0) }.flatMap(\.names)
    guard names.count == 1 || largest > 1, strays.count * 2 <= names.count, !real.isEmpty else {
      throw .ambiguousNames(
        folder: folder, examples: Self.examples(names), patterns: suggestions(found))
    }
    return FoundSeries(series: real, strays: strays.sorted(by: NaturalOrder.precedes))
  }

  /// Patterns of which each takes some of the names.
  private func suggestions(_ found: [NameSeries]) -> [String] {
    var patterns = found.sorted { $0.names.count > $1.names.count }.compactMap(\.pattern)
    if let last = lastNumber() { patterns.insert(last, at: 0) }
    if patterns.isEmpty {
      for name in names.prefix(50) {
        let alone = NameGroup([0], [NameCells(name)])
        let reading = alone.columns.isEmpty ? nil : ReadingSearch(group: alone).readings().first
        guard let pattern = reading?.pattern(ofSeries: 0), !patterns.contains(pattern)
        else { continue }
        patterns.append(pattern)
        if patterns.count == 3 { break }
      }
    }
    return patterns.prefix(3).map(\.description)
  }

  /// The pattern that counts by the last number of every name, if that tells them all apart.
  private func lastNumber() -> FramePattern? {
    let alone = names.map { NameGroup([0], [NameCells($0)]) }
    let columns = alone.compactMap { $0.columns.last { $0.kind == .digits } }
    guard columns.count == names.count else { return nil }
    let isPadded = columns.contains { NameColumn.digits($0.values[0]) < $0.widths[0] }
    let width = isPadded ? columns.map { $0.widths[0] }.min() ?? 1 : 1
    guard width <= 18 else { return nil }
    let pattern = FramePattern(
      elements: [.anyText, .number(width: width), .literal(".png")])
    let positions = names.compactMap(pattern.position)
    return Set(positions).count == names.count ? pattern : nil
  }

  /// A few names to show.
  static func examples(_ names: [String]) -> [String] {
    Array(names.sorted(by: NaturalOrder.precedes).prefix(3))
  }

  /// Two names that differ in zeros before a number or in the capitals of `.png` are one frame
  /// twice.
  private func refuseDuplicates() throws(FrameError) {
    var seen: [[UInt8]: String] = [:]
    for name in names {
      let key = NaturalOrder.key(name)
      if let other = seen[key] {
        throw .duplicateFrames(folder: folder, first: other, second: name)
      }
      seen[key] = name
    }
  }
}
