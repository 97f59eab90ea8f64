/// The time from one frame to the next as words say it, for comparing: "5 min" and "300 s" are the
/// same.
struct TimeStep: Hashable {
  var seconds: Double

  private static let units: [String: Double] = [
    "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3600, "d": 86_400,
    "month": 30.4369 * 86_400, "months": 30.4369 * 86_400, "year": 365.2425 * 86_400,
    "years": 365.2425 * 86_400,
  ]

  /// Nil for what is no time, such as "1 frame".
  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 2, let number = Double(words[0]), number > 0, number.isFinite,
      let unit = Self.units[String(words[1])]
    else { return nil }
    seconds = number * unit
  }
}
