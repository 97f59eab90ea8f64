extension NameGroups {
  /// Joins names that hardly two have in common but for separators: in some places there is a word
  /// that differs from name to name (a checksum, a title).
  ///
  /// - Returns: the groups, and the cells of all names with those words as cells.
  static func withWords(
    _ groups: [[Int]], _ cells: [NameCells]
  ) -> (groups: [[Int]], cells: [NameCells]) {
    var families: [[UInt8]: Int] = [:]
    var members: [[Int]] = []
    for (index, group) in groups.enumerated() where !cells[group[0]].cells.isEmpty {
      let separators = cells[group[0]].bytes.filter(Self.isSeparator)
      if let place = families[separators] {
        members[place].append(index)
      } else {
        families[separators] = members.count
        members.append([index])
      }
    }
    var joined = groups
    var words = cells
    for family in members {
      let names = family.flatMap { groups[$0] }
      // Where groups have several names each, they are series.
      guard names.count > 2, family.count * 2 > names.count,
        let columns = freeWords(names.map { cells[$0] })
      else { continue }
      for name in names { words[name] = cells[name].withWords(columns) }
      guard Set(names.map { words[$0].skeleton }).count == 1 else {
        for name in names { words[name] = cells[name] }
        continue
      }
      for index in family { joined[index] = [] }
      joined.append(names.sorted())
    }
    return (joined.filter { !$0.isEmpty }, words)
  }

  static func isSeparator(_ byte: UInt8) -> Bool {
    byte < 128 && !NameCells.isLetter(byte) && !NaturalOrder.isDigit(byte)
  }

  /// The words that are not built alike in all names and nearly always differ; nil if there are
  /// none, or if nothing would be left that counts.
  private static func freeWords(_ names: [NameCells]) -> Set<Int>? {
    let words = names.map(\.words)
    guard let count = words.first?.count, words.allSatisfy({ $0.count == count }) else {
      return nil
    }
    var free: Set<Int> = []
    var hasNumber = false
    for column in 0..<count {
      let kinds = Set(zip(names, words).map { $0.skeleton(of: $1[column]) })
      let texts = Set(zip(names, words).map { $0.bytes[$1[column]] })
      if kinds.count > 1, texts.count * 2 > names.count {
        free.insert(column)
      } else if texts.count > 1, kinds.allSatisfy({ $0.contains { $0 >= 0xF8 } }) {
        hasNumber = true
      }
    }
    return hasNumber && !free.isEmpty ? free : nil
  }
}

extension NameCells {
  /// The texts between separators.
  var words: [Range<Int>] {
    var words: [Range<Int>] = []
    var start = 0
    for place in bytes.indices where NameGroups.isSeparator(bytes[place]) {
      words.append(start..<place)
      start = place + 1
    }
    return words + [start..<bytes.count]
  }

  /// A part of the name with a mark in the place of each cell.
  func skeleton(of range: Range<Int>) -> [UInt8] {
    var skeleton: [UInt8] = []
    var place = range.lowerBound
    for cell in cells where range.contains(cell.range.lowerBound) {
      skeleton += bytes[place..<cell.range.lowerBound]
      skeleton.append(cell.kind.mark)
      place = cell.range.upperBound
    }
    return skeleton + bytes[min(place, range.upperBound)..<range.upperBound]
  }

  /// The name with some of its words as cells, in the place of the cells in them.
  func withWords(_ columns: Set<Int>) -> NameCells {
    var name = self
    let words = words
    for column in columns {
      let range = words[column]
      name.cells.removeAll { range.overlaps($0.range) }
      name.cells.append(Cell(kind: .word, range: range))
    }
    name.cells.sort { $0.range.lowerBound < $1.range.lowerBound }
    return name
  }
}
