/// The usual step from one frame to the next.
public struct FrameCadence: Sendable, Hashable {
  /// What steps are counted in.
  public enum Unit: Sendable, Hashable {
    case frames
    case seconds
    /// Parts of a second, where names have decimals.
    case fractions(perSecond: Int64)
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

  /// The step in seconds, a month as 30.44 days; nil for numbers.
  public var seconds: Double? {
    switch unit {
    case .frames: nil
    case .seconds: Double(step)
    case .fractions(let perSecond): Double(step) / Double(perSecond)
    case .months: Double(step) * 86_400 * 365.2425 / 12
    }
  }

  /// The usual (median) step of ascending positions; nil for fewer than two.
  static func detect(positions: [Int64], unit: FramePattern.Unit) -> FrameCadence? {
    guard let step = medianStep(positions) else { return nil }
    switch unit {
    case .frames: return FrameCadence(unit: .frames, step: step)
    case .months: return FrameCadence(unit: .months, step: step)
    case .seconds, .fractions: break
    }
    let perSecond = unit.perSecond
    if step / perSecond >= 28 * CivilTime.secondsPerDay {
      let times = positions.map { Moment(position: $0, perSecond: perSecond).time }
      let areLike = times.allSatisfy { $0.secondsOfDay == times[0].secondsOfDay }
      let isMonthly =
        areLike
        && (times.allSatisfy { $0.day == times[0].day } || times.allSatisfy(\.isLastOfMonth))
      if isMonthly, let months = medianStep(times.map(\.months)) {
        return FrameCadence(unit: .months, step: months)
      }
    }
    return FrameCadence(
      unit: perSecond == 1 ? .seconds : .fractions(perSecond: perSecond), step: step)
  }

  private static func medianStep(_ positions: [Int64]) -> Int64? {
    let steps = zip(positions, positions.dropFirst()).map { $0.distance(upTo: $1) }.sorted()
    return steps.isEmpty ? nil : max(1, steps[(steps.count - 1) / 2])
  }

  /// How far `b` is after `a`, in this cadence's unit.
  func distance(from a: Int64, to b: Int64, unit other: FramePattern.Unit) -> Int64 {
    unit == .months && other != .months
      ? Self.month(b, other.perSecond) - Self.month(a, other.perSecond) : a.distance(upTo: b)
  }

  private static func month(_ position: Int64, _ perSecond: Int64) -> Int64 {
    Moment(position: position, perSecond: perSecond).time.months
  }

  /// The position `count` steps after `position`.
  ///
  /// - Parameter day: of the month, for steps of months; the position's own if nil.
  func advance(
    _ position: Int64, by count: Int64, unit other: FramePattern.Unit, day: Int? = nil
  ) -> Int64 {
    let (distance, overflow) = count.multipliedReportingOverflow(by: step)
    guard !overflow else { return position }
    guard unit == .months, other != .months else { return FramePattern.sum(position, distance) }
    let moment = Moment(position: position, perSecond: other.perSecond)
    let months = FramePattern.sum(moment.time.months, distance)
    // Years of more than four digits have no name.
    guard months < 12 * 10_000 else { return position }
    var next = moment
    next.time = CivilTime(months: months, like: moment.time, day: day)
    return next.position(perSecond: other.perSecond) ?? position
  }

  func isGap(_ distance: Int64) -> Bool { Double(distance) > Self.gapFactor * Double(step) }
}

extension FrameCadence: CustomStringConvertible {
  /// For people: "5 min", "1 month", "2 frames".
  public var description: String {
    switch unit {
    case .frames: return "\(step) frame\(step == 1 ? "" : "s")"
    case .months: return "\(step) month\(step == 1 ? "" : "s")"
    case .seconds: return Self.describe(seconds: step)
    case .fractions(let perSecond):
      guard step % perSecond != 0 else { return Self.describe(seconds: step / perSecond) }
      return "\(Double(step) / Double(perSecond)) s"
    }
  }

  private static func describe(seconds step: Int64) -> String {
    for (size, name) in [(86_400, "d"), (3600, "h"), (60, "min")] where step % Int64(size) == 0 {
      return "\(step / Int64(size)) \(name)"
    }
    return "\(step) s"
  }
}
