/// A 95 % bootstrap interval.
public struct ScoreInterval: Sendable, Hashable {
  /// The 2.5 % quantile.
  public var low: Double
  /// The 97.5 % quantile.
  public var high: Double
  /// Independent groups of cases that were drawn from.
  public var groups: Int
  /// Drawn samples that have a value.
  public var resamples: Int

  /// The interval that holds 95 % of the values; nil if there are none. Between neighbours by straight
  /// line, as NumPy does by default.
  init?(of values: [Double], groups: Int) {
    let sorted = values.filter { !$0.isNaN }.sorted()
    guard !sorted.isEmpty else { return nil }
    func quantile(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let index = Int(place)
      let (low, high) = (sorted[index], sorted[min(index + 1, sorted.count - 1)])
      let part = place - Double(index)
      // Infinities can neither be subtracted from each other nor multiplied by zero.
      return low == high || part == 0 ? low : low + part * (high - low)
    }
    low = quantile(0.025)
    high = quantile(0.975)
    self.groups = groups
    resamples = sorted.count
  }
}
