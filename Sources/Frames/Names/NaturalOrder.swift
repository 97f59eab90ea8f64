/// The order in which people count: runs of digits compare by value, so 2 stands before 10.
public enum NaturalOrder {
  /// Whether `a` stands before `b`. Equal values with other zeros ("1", "01") keep byte order.
  public static func precedes(_ a: String, _ b: String) -> Bool {
    let first = Array(a.utf8), second = Array(b.utf8)
    var i = 0, j = 0
    while i < first.count, j < second.count {
      if isDigit(first[i]), isDigit(second[j]) {
        let x = digitRun(first, &i), y = digitRun(second, &j)
        if x.count != y.count { return x.count < y.count }
        if x != y { return x.lexicographicallyPrecedes(y) }
      } else {
        if first[i] != second[j] { return first[i] < second[j] }
        i += 1
        j += 1
      }
    }
    if first.count - i != second.count - j { return first.count - i < second.count - j }
    return first.lexicographicallyPrecedes(second)
  }

  /// The name without zeros before numbers, and with `.png` in small letters: equal for names that
  /// count the same. Decimals (`0.5`, `0.05`) keep their zeros.
  static func key(_ name: String) -> [UInt8] {
    let bytes = Array(name.utf8)
    var key: [UInt8] = []
    key.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      guard isDigit(bytes[place]) else {
        key.append(bytes[place])
        place += 1
        continue
      }
      let isDecimal = place > 1 && bytes[place - 1] == 46 && isDigit(bytes[place - 2])
      let end = bytes[place...].firstIndex { !isDigit($0) } ?? bytes.count
      let number = isDecimal ? bytes[place..<end] : bytes[place..<end].drop { $0 == 48 }
      if number.isEmpty { key.append(48) }
      key += number
      place = end
    }
    if NameEnding.isPNG(key) { key.replaceSubrange((key.count - 4)..., with: ".png".utf8) }
    return key
  }

  static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  /// The digits from `index` without leading zeros; `index` moves past them.
  private static func digitRun(_ bytes: [UInt8], _ index: inout Int) -> ArraySlice<UInt8> {
    let start = index
    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    return bytes[start..<index].drop { $0 == 48 }
  }
}
