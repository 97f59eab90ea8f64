/// A file name cut into cells, which may differ from name to name, and the literal text between.
struct NameCells {
  enum Kind: UInt8, Hashable {
    case digits
    /// The English name of a month.
    case month
    /// "AM" or "PM".
    case halfDay
    /// The English name of a day of the week.
    case weekday
    /// Any text between two separators.
    case word

    /// Stands for a cell in a skeleton; no byte of a text.
    var mark: UInt8 { 0xF8 + rawValue }
  }

  struct Cell: Hashable {
    var kind: Kind
    var range: Range<Int>
  }

  let bytes: [UInt8]
  var cells: [Cell] = []

  init(_ name: String) {
    bytes = Array(name.utf8)
    var place = 0
    while place < bytes.count {
      let isDigit = NaturalOrder.isDigit
      if isDigit(bytes[place]) {
        let end = bytes[place...].firstIndex { !isDigit($0) } ?? bytes.count
        cells.append(Cell(kind: .digits, range: place..<end))
        place = end
      } else if Self.isLetter(bytes[place]) {
        let end = bytes[place...].firstIndex { !Self.isLetter($0) } ?? bytes.count
        if let kind = Self.kind(ofLetters: bytes[place..<end]) {
          cells.append(Cell(kind: kind, range: place..<end))
        }
        place = end
      } else {
        place += 1
      }
    }
  }

  /// The text of a cell.
  func text(_ cell: Int) -> ArraySlice<UInt8> { bytes[cells[cell].range] }

  /// The text before a cell, after the one before it; for the number of cells, what ends the name.
  func literal(before cell: Int) -> ArraySlice<UInt8> {
    let start = cell == 0 ? 0 : cells[cell - 1].range.upperBound
    return bytes[start..<(cell < cells.count ? cells[cell].range.lowerBound : bytes.count)]
  }

  /// The name with a mark in the place of each cell: equal for names that differ in cells alone,
  /// and in the capitals of ".png".
  var skeleton: [UInt8] {
    var skeleton: [UInt8] = []
    skeleton.reserveCapacity(bytes.count)
    for (index, cell) in cells.enumerated() {
      skeleton += literal(before: index)
      skeleton.append(cell.kind.mark)
    }
    skeleton += literal(before: cells.count)
    if NameEnding.isPNG(skeleton) {
      skeleton.replaceSubrange((skeleton.count - 4)..., with: ".png".utf8)
    }
    return skeleton
  }

  static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }

  private static func kind(ofLetters letters: ArraySlice<UInt8>) -> Kind? {
    switch letters.count {
    case 2:
      let text = Array(letters)
      return [[65, 77], [80, 77], [97, 109], [112, 109]].contains(text) ? .halfDay : nil
    case 3...9:
      if MonthName.month(letters) != nil { return .month }
      return WeekdayName.day(letters) == nil ? nil : .weekday
    default: return nil
    }
  }
}
