/// How evenly positions follow each other.
struct Evenness {
  var steps = 0
  /// Steps that are longer than 1.5 usual ones.
  var gaps = 0
  /// Other steps that are not the usual one.
  var uneven = 0
  /// Steps of 0.
  var repeats = 0
  var cadence: FrameCadence?

  /// - Parameter positions: in order.
  init(_ positions: [Int64], _ unit: FramePattern.Unit) {
    guard positions.count > 1 else { return }
    steps = positions.count - 1
    let cadence = FrameCadence.detect(positions: positions, unit: unit)
    self.cadence = cadence
    guard let cadence else { return }
    for (a, b) in zip(positions, positions.dropFirst()) {
      let distance = cadence.distance(from: a, to: b, unit: unit)
      if a == b {
        repeats += 1
      } else if cadence.isGap(distance) {
        gaps += 1
      } else if distance != cadence.step {
        uneven += 1
      }
    }
  }

  /// What the unevenness costs in the comparison of readings.
  var cost: Double {
    guard steps > 0 else { return 0 }
    return (6 * Double(gaps) + 2 * Double(uneven) + 10 * Double(repeats)) / Double(steps)
  }
}

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
