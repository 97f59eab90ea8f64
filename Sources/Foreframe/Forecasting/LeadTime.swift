import ForeframeFiles

/// How far ahead a predicted frame is, for people: "+15 min" where the time from frame to frame is
/// known, otherwise the number of frames.
public struct LeadTime {
  private let step: (number: Double, unit: String)?

  /// - Parameter cadence: such as "5 min"; nil if it is not known.
  public init(cadence: String?) {
    guard let cadence, TimeStep(cadence) != nil else {
      step = nil
      return
    }
    let words = cadence.split(separator: " ")
    step = Double(words[0]).map { ($0, String(words[1])) }
  }

  /// Of a frame, counted from 1; the last observed one is 0, those before it are negative.
  public func text(_ frames: Int) -> String {
    let sign = frames < 0 ? "-" : frames > 0 ? "+" : ""
    guard let step else { return "\(sign)\(abs(frames))" }
    let total = Double(abs(frames)) * step.number
    // Hours and minutes from two hours on; so with seconds and minutes, and days and hours.
    for (unit, size, larger) in [("s", 60.0, "min"), ("min", 60, "h"), ("h", 24, "d")]
    where unit == step.unit && total >= 2 * size {
      let whole = (total / size).rounded(.down)
      let rest = total - whole * size
      let tail = rest == 0 ? "" : " \(DecimalText.brief(rest)) \(unit)"
      return "\(sign)\(DecimalText.brief(whole)) \(larger)\(tail)"
    }
    return "\(sign)\(DecimalText.brief(total)) \(step.unit)"
  }
}
