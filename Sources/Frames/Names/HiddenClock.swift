/// Numbers that jump as those of a clock or a calendar do, in an order of fields that nobody knows.
enum HiddenClock {
  /// After how many the fields of clocks and calendars begin again.
  private static let lengths: [ClosedRange<Int64>] = [60...60, 24...24, 12...12, 28...31]

  /// Whether most gaps, and two at least, are where two digits begin again: 0055, 0100; 3123, 0100.
  static func explainsGaps(of numbers: [Int64]) -> Bool {
    guard let step = Evenness(numbers, .frames).cadence?.step, step < 60 else { return false }
    let gaps = zip(numbers, numbers.dropFirst()).filter {
      Double($0.distance(upTo: $1)) > 1.5 * Double(step)
    }
    return lengths.contains { lengths in
      let count = gaps.count { lengths.contains($0 % 100 + step - $1 % 100) }
      return count > 1 && count * 2 > gaps.count
    }
  }
}
