/// Scores of forecasts that are quantiles, by lead time: the continuous ranked probability score, and how
/// often the truth is at or below each quantile.
public struct QuantileScores: Sendable, Hashable {
  /// Sums over pixels.
  private struct Sums: Hashable, Sendable {
    var count = 0
    var ranked = 0.0
    var below: [Double]
  }

  /// Of the quantiles, ascending within 0 and 1.
  public let levels: [Double]
  private var leads: [Sums]
  /// The share of the distribution that each quantile stands for: from half way to the level before to
  /// half way to the next one.
  private let shares: [Double]

  public init(levels: [Double], leadCount: Int) {
    precondition(!levels.isEmpty && leadCount > 0, "no quantiles")
    self.levels = levels
    leads = [Sums](
      repeating: Sums(below: [Double](repeating: 0, count: levels.count)), count: leadCount)
    let edges = [0] + zip(levels, levels.dropFirst()).map { ($0 + $1) / 2 } + [1]
    shares = zip(edges, edges.dropFirst()).map { $1 - $0 }
  }

  /// The number of lead times.
  public var leadCount: Int { leads.count }

  /// Adds a frame.
  ///
  /// - Parameters:
  ///   - lead: its place among the lead times, from 0 on.
  ///   - quantiles: a plane for each level.
  ///   - observed: the truth, a plane.
  ///   - mask: pixels with 0 do not count; nil: all do. A pixel with a NaN never does.
  public mutating func add(
    lead: Int, quantiles: [[Float]], observed: [Float], mask: [Float]? = nil
  ) {
    precondition(quantiles.count == levels.count, "\(quantiles.count) quantiles")
    var sums = leads[lead]
    EnsemblePixels.each(quantiles, observed, mask) { values, observed in
      sums.count += 1
      sums.ranked += ranked(values, observed)
      addBelow(values, observed, &sums.below)
    }
    leads[lead] = sums
  }

  /// Mean absolute error of a value drawn from the distribution, less half the mean distance of two of
  /// them: the score of the distribution that has each quantile with its share.
  private func ranked(_ values: [Float], _ observed: Float) -> Double {
    var score = 0.0
    for (place, value) in values.enumerated() {
      score += shares[place] * (Double(value) - Double(observed)).magnitude
      for other in 0..<place {
        score -= shares[place] * shares[other] * (Double(value) - Double(values[other])).magnitude
      }
    }
    return score
  }

  /// Whether the truth is below each quantile. Rain is often 0 and so are many of its quantiles: where they
  /// are equal, the chance counts that a truth drawn between the levels on both sides is below.
  private func addBelow(_ values: [Float], _ observed: Float, _ below: inout [Double]) {
    let lower = values.lastIndex { $0 < observed }.map { levels[$0] } ?? 0
    let upper = values.firstIndex { $0 > observed }.map { levels[$0] } ?? 1
    for (place, value) in values.enumerated() {
      if value > observed { below[place] += 1 }
      if value == observed { below[place] += (levels[place] - lower) / (upper - lower) }
    }
  }

  /// The scores of further cases.
  public mutating func add(_ other: QuantileScores) {
    precondition(other.levels == levels && other.leadCount == leadCount, "other quantiles")
    for lead in leads.indices {
      leads[lead].count += other.leads[lead].count
      leads[lead].ranked += other.leads[lead].ranked
      for place in levels.indices { leads[lead].below[place] += other.leads[lead].below[place] }
    }
  }

  /// The mean continuous ranked probability score; nil without pixels.
  ///
  /// - Parameter lead: from 0 on; nil: over all.
  public func rankedProbability(lead: Int? = nil) -> Double? {
    let sums = sums(lead)
    return sums.count > 0 ? sums.ranked / Double(sums.count) : nil
  }

  /// For each quantile how often the truth is below it, which should be its level; nil without pixels.
  ///
  /// - Parameter lead: from 0 on; nil: over all.
  public func frequencies(lead: Int? = nil) -> [Double]? {
    let sums = sums(lead)
    return sums.count > 0 ? sums.below.map { $0 / Double(sums.count) } : nil
  }

  private func sums(_ lead: Int?) -> Sums {
    if let lead { return leads[lead] }
    return leads.dropFirst().reduce(into: leads[0]) { all, next in
      all.count += next.count
      all.ranked += next.ranked
      for place in levels.indices { all.below[place] += next.below[place] }
    }
  }
}
