/// How often an event was predicted and came, counted over pixels.
public struct Contingency: Sendable, Hashable {
  /// Predicted and observed.
  public var hits: Int
  /// Predicted, not observed.
  public var falseAlarms: Int
  /// Observed, not predicted.
  public var misses: Int
  /// Neither predicted nor observed.
  public var correctNegatives: Int

  /// Counts; nothing by default.
  public init(hits: Int = 0, falseAlarms: Int = 0, misses: Int = 0, correctNegatives: Int = 0) {
    self.hits = hits
    self.falseAlarms = falseAlarms
    self.misses = misses
    self.correctNegatives = correctNegatives
  }

  /// Probability of detection, hits / observed events; nil if there were none.
  public var pod: Double? { ratio(hits, hits + misses) }

  /// False alarm ratio, false alarms / predicted events; nil if there were none.
  public var far: Double? { ratio(falseAlarms, hits + falseAlarms) }

  /// Critical success index (threat score); nil if no event was predicted or observed.
  public var csi: Double? { ratio(hits, hits + falseAlarms + misses) }

  /// Frequency bias, predicted events / observed events; nil if none were observed.
  public var bias: Double? { ratio(hits + falseAlarms, hits + misses) }

  /// Heidke skill score: the share of right answers beyond those by chance, 1 at best; nil if all
  /// or no pixels were events in both.
  public var hss: Double? {
    let (a, b) = (Double(hits), Double(falseAlarms))
    let (c, d) = (Double(misses), Double(correctNegatives))
    let bound = (a + c) * (c + d) + (a + b) * (b + d)
    return bound > 0 ? 2 * (a * d - b * c) / bound : nil
  }

  /// Counts of two sets together.
  public static func += (sum: inout Contingency, other: Contingency) {
    sum.hits += other.hits
    sum.falseAlarms += other.falseAlarms
    sum.misses += other.misses
    sum.correctNegatives += other.correctNegatives
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }
}
