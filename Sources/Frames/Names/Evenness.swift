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
