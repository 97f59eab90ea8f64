/// The usual step from one frame to the next.
public struct FrameCadence: Sendable, Hashable {
  /// What steps are counted in.
  public enum Unit: Sendable, Hashable {
    case frames
    case seconds
    /// Of the calendar: 28 to 31 days.
    case months
  }

  public var unit: Unit
  /// At least 1.
  public var step: Int64

  /// A step of so many units.
  public init(unit: Unit, step: Int64) {
    self.unit = unit
    self.step = step
  }

  /// A longer step than this many usual ones is a gap.
  public static let gapFactor = 1.5

  /// The usual (median) step of ascending positions; nil for fewer than two.
  static func detect(positions: [Int64], pattern: FramePattern) -> FrameCadence? {
    guard let step = medianStep(positions) else { return nil }
    switch pattern.unit {
    case .frames: return FrameCadence(unit: .frames, step: step)
    case .months: return FrameCadence(unit: .months, step: step)
    case .seconds: break
    }
    let times = positions.map(CivilTime.init(seconds:))
    let isMonthly =
      step >= 28 * CivilTime.secondsPerDay
      && times.allSatisfy {
        $0.day == times[0].day && $0.secondsOfDay == times[0].secondsOfDay
      }
    if isMonthly, let months = medianStep(times.map(\.months)) {
      return FrameCadence(unit: .months, step: months)
    }
    return FrameCadence(unit: .seconds, step: step)
  }

  private static func medianStep(_ positions: [Int64]) -> Int64? {
    let steps = zip(positions.dropFirst(), positions).map { $0 - $1 }.sorted()
    return steps.isEmpty ? nil : max(1, steps[(steps.count - 1) / 2])
  }

  /// How far `b` is after `a`, in this cadence's unit.
  func distance(from a: Int64, to b: Int64, in pattern: FramePattern) -> Int64 {
    unit == .months && pattern.unit == .seconds
      ? CivilTime(seconds: b).months - CivilTime(seconds: a).months : b - a
  }

  /// The position `count` steps after `position`.
  func advance(_ position: Int64, by count: Int64, in pattern: FramePattern) -> Int64 {
    guard unit == .months, pattern.unit == .seconds else { return position + count * step }
    let time = CivilTime(seconds: position)
    return CivilTime(months: time.months + count * step, like: time).seconds
  }

  func isGap(_ distance: Int64) -> Bool { Double(distance) > Self.gapFactor * Double(step) }
}

extension FrameCadence: CustomStringConvertible {
  /// For people: "5 min", "1 month", "2 frames".
  public var description: String {
    switch unit {
    case .frames: return "\(step) frame\(step == 1 ? "" : "s")"
    case .months: return "\(step) month\(step == 1 ? "" : "s")"
    case .seconds:
      for (size, name) in [(86_400, "d"), (3600, "h"), (60, "min")] where step % Int64(size) == 0 {
        return "\(step / Int64(size)) \(name)"
      }
      return "\(step) s"
    }
  }
}
