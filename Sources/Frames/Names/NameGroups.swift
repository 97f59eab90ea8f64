/// The names of a folder in groups that differ in cells alone.
struct NameGroups {
  private(set) var groups: [NameGroup] = []

  init(_ names: [String]) {
    let cells = names.map(NameCells.init)
    var members = Self.bySkeleton(cells)
    var signed = cells
    joinSigned(&members, &signed)
    let (rest, words) = Self.withWords(members, signed)
    groups = rest.map { places in NameGroup(places, places.map { words[$0] }) }
  }

  /// Places of names with equal skeletons, in the order in which they come.
  private static func bySkeleton(_ cells: [NameCells]) -> [[Int]] {
    var places: [[UInt8]: Int] = [:]
    var groups: [[Int]] = []
    for (index, name) in cells.enumerated() {
      let skeleton = name.skeleton
      if let place = places[skeleton] {
        groups[place].append(index)
      } else {
        places[skeleton] = groups.count
        groups.append([index])
      }
    }
    return groups
  }

  /// Joins `t-2`, `t-1` with `t0`, `t1`: numbers below zero, if they go on evenly through zero.
  private func joinSigned(_ groups: inout [[Int]], _ cells: inout [NameCells]) {
    let skeletons = groups.map { cells[$0[0]].skeleton }
    let places = Dictionary(zip(skeletons, groups.indices)) { first, _ in first }
    for (place, skeleton) in skeletons.enumerated() where !groups[place].isEmpty {
      for cell in cells[groups[place][0]].cells.indices {
        let name = cells[groups[place][0]]
        guard name.cells[cell].kind == .digits, name.literal(before: cell).last == 45 else {
          continue
        }
        var plain = skeleton
        plain.remove(at: Self.place(of: cell, in: name) - 1)
        guard let other = places[plain], !groups[other].isEmpty else { continue }
        let joined = groups[place].map { cells[$0].withSign(cell) }
        let all = joined + groups[other].map { cells[$0] }
        guard Self.goOnThroughZero(all, cell) else { continue }
        for (index, name) in zip(groups[place], joined) { cells[index] = name }
        groups[other] = groups[place] + groups[other]
        groups[place] = []
        break
      }
    }
    groups.removeAll(where: \.isEmpty)
  }

  /// Where a cell's mark stands in the skeleton.
  private static func place(of cell: Int, in name: NameCells) -> Int {
    (0...cell).reduce(cell) { $0 + name.literal(before: $1).count }
  }

  private static func goOnThroughZero(_ names: [NameCells], _ cell: Int) -> Bool {
    let column = NameColumn(names, cell: cell)
    guard names.count > 2, column.kind == .digits, column.numberWidth() != nil else { return false }
    let values = column.values.sorted()
    let evenness = Evenness(values, .frames)
    guard evenness.repeats == 0, let step = evenness.cadence?.step,
      let below = values.last(where: { $0 < 0 }), let above = values.first(where: { $0 >= 0 })
    else { return false }
    return above - below == step
  }
}

extension NameCells {
  /// The name with the minus sign before a cell taken into it.
  func withSign(_ cell: Int) -> NameCells {
    var name = self
    let range = cells[cell].range
    name.cells[cell].range = range.lowerBound - 1..<range.upperBound
    return name
  }
}
