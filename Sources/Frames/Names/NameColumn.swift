/// What stands in one cell of all names of a group.
struct NameColumn {
  let kind: NameCells.Kind
  /// Of digits the number, of months 1...12, of days of the week 0...6, of halves of a day 0 and 1,
  /// of words a number for each that differs.
  let values: [Int64]
  /// Bytes.
  let widths: [Int]
  /// The width that most names have.
  let usualWidth: Int
  /// Whether all names have the same text.
  let isConstant: Bool
  private let shortest: Int
  /// The longest of numbers without zeros before them; nil for others.
  private let longestPlain: Int?

  init(_ names: [NameCells], cell: Int) {
    var kind = names[0].cells[cell].kind
    if kind == .digits, names.contains(where: { Self.number($0.text(cell)) == nil }) {
      kind = .word
    }
    var values: [Int64] = []
    var words: [ArraySlice<UInt8>: Int64] = [:]
    for name in names {
      let text = name.text(cell)
      switch kind {
      case .digits: values.append(Self.number(text) ?? 0)
      case .month: values.append(MonthName.month(text) ?? 0)
      case .weekday: values.append(WeekdayName.day(text) ?? 0)
      case .halfDay: values.append(text.first.map { $0 | 0x20 == 112 ? 1 : 0 } ?? 0)
      case .word:
        let number = words[text] ?? Int64(words.count)
        words[text] = number
        values.append(number)
      }
    }
    self.kind = kind
    self.values = values
    widths = names.map { $0.cells[cell].range.count }
    var counts: [Int: Int] = [:]
    for width in widths { counts[width, default: 0] += 1 }
    usualWidth = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
    isConstant = names.allSatisfy { $0.text(cell) == names[0].text(cell) }
    shortest = widths.min() ?? 0
    let arePlain = kind == .digits && zip(values, widths).allSatisfy { Self.digits($0) == $1 }
    longestPlain = arePlain ? widths.max() : nil
  }

  /// Whether these are numbers without zeros before them, of so many digits at most but not always.
  func isPlain(upTo width: Int) -> Bool {
    longestPlain.map { $0 <= width && shortest < width } ?? false
  }

  /// The digits that a number of these names is padded to, if one rule wrote them all.
  ///
  /// - Parameter isSelected: which names count.
  func numberWidth(_ isSelected: (Int) -> Bool = { _ in true }) -> Int? {
    var shortest = Int.max
    var hasZeros = false
    func digits(_ index: Int) -> Int { Self.digits(values[index]) }
    for index in values.indices where isSelected(index) {
      shortest = min(shortest, widths[index])
      hasZeros = hasZeros || widths[index] > digits(index)
    }
    let width = hasZeros ? shortest : 1
    let fits = values.indices.allSatisfy {
      !isSelected($0) || widths[$0] == max(width, digits($0))
    }
    return fits && width <= 18 ? width : nil
  }

  /// The characters of a number without padding.
  static func digits(_ value: Int64) -> Int {
    var digits = value < 0 ? 2 : 1
    var rest = value.magnitude
    while rest >= 10 {
      rest /= 10
      digits += 1
    }
    return digits
  }

  private static func number(_ text: ArraySlice<UInt8>) -> Int64? {
    let isNegative = text.first == 45
    var value: Int64 = 0
    for byte in text.dropFirst(isNegative ? 1 : 0) {
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = scaled.addingReportingOverflow(Int64(byte) - 48)
      if overflow || carry { return nil }
      value = sum
    }
    return isNegative ? -value : value
  }
}
