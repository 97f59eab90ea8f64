/// Positions that begin again: times of day, dates without a year.
enum CyclicOrder {
  /// Moves what stands after the end of the cycle to after it: 23:55, 00:00, 00:05.
  ///
  /// - Parameter positions: in order, without repeats, within one cycle.
  /// - Returns: how many of the first positions are moved to the end, with `cycle` added.
  static func start(_ positions: [Int64], cycle: Int64) -> Int {
    guard positions.count > 1, let first = positions.first, let last = positions.last else {
      return 0
    }
    let steps = zip(positions.dropFirst(), positions).map { $0 - $1 }
    let usual = steps.sorted()[(steps.count - 1) / 2]
    let limit = FrameCadence.gapFactor * Double(max(usual, 1))
    let longest = steps.max() ?? 0
    guard Double(first + cycle - last) <= limit, Double(longest) > limit,
      let place = steps.firstIndex(of: longest)
    else { return 0 }
    return place + 1
  }

  /// The positions in the order that ``start(_:cycle:)`` finds.
  static func continued(_ positions: [Int64], cycle: Int64?) -> [Int64] {
    guard let cycle else { return positions }
    let start = start(positions, cycle: cycle)
    return Array(positions[start...]) + positions[..<start].map { $0 + cycle }
  }
}
