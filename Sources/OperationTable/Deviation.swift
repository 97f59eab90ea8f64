/// How far numbers are from their reference.
public struct Deviation: Sendable, CustomStringConvertible {
  /// Largest error over the reference's standard deviation (or a tenth of its largest magnitude, if
  /// that is larger; the magnitude itself for a single number).
  public private(set) var largest = 0.0
  /// Where it is, with both numbers.
  public private(set) var place = "nowhere"

  /// What errors are divided by.
  public enum Scale: Sendable {
    /// The reference's standard deviation: for errors of sums.
    case deviation
    /// Its root mean square: for errors of rounded operands, which grow with their magnitude.
    case magnitude
  }

  private let unit: Scale
  /// The least that errors are divided by: what is smaller counts as noise.
  private let floor: Double

  public init(in unit: Scale = .deviation, floor: Double = 0) {
    (self.unit, self.floor) = (unit, floor)
  }

  public var description: String { "\(largest) at \(place)" }

  /// Takes one tensor into account. A number that is not finite where the reference is, or a
  /// tensor of another size, counts as infinitely far off.
  public mutating func compare<Number: BinaryFloatingPoint>(
    _ values: [Number], _ reference: [Double], _ name: String
  ) {
    guard values.count == reference.count else {
      largest = .infinity
      place = "\(name): \(values.count) numbers, not \(reference.count)"
      return
    }
    let scale = max(scale(reference), floor)
    for (index, pair) in zip(values.map { Double($0) }, reference).enumerated()
    where pair.0 != pair.1 {
      let error = abs(pair.0 - pair.1) / scale
      if !(error <= largest) {
        largest = error.isNaN ? .infinity : error
        place = "\(name)[\(index)]: \(pair.0), not \(pair.1)"
      }
    }
  }

  /// The larger of two.
  public mutating func merge(_ other: Deviation) {
    if other.largest > largest { self = other }
  }

  private func scale(_ reference: [Double]) -> Double {
    let peak = reference.reduce(0) { max($0, abs($1)) }
    if peak == 0 { return 1 }
    if reference.count == 1 { return peak }
    let mean =
      unit == .magnitude ? 0 : reference.reduce(0, +) / Double(reference.count)
    let variance =
      reference.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(reference.count)
    return max(variance.squareRoot(), peak * 0.1)
  }
}
