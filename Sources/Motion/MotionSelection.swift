/// Which motion forecasts a sequence best, by hindcast.
public struct MotionSelection: Sendable {
  /// What decides over the errors at several leads.
  public enum Rule: Sendable {
    /// The mean over the leads of the ratio to persistence.
    case mean
    /// The ratio at the longest lead.
    case longest
  }

  public let candidates: [MotionSettings]
  /// For each candidate, the mean squared error at each lead divided by that of persistence. Leads that the
  /// inputs do not reach are left out.
  public let ratios: [[Double]]

  /// - Parameter cuts: of hindcasts; every cut, unless told otherwise.
  public init(
    _ history: MotionHistory, _ candidates: [MotionSettings], last: Int, first: Int, leads: Int,
    pairs: Int,
    inflow: Inflow, everyCut: Bool = false
  ) {
    self.candidates = candidates
    let cuts =
      everyCut
      ? (last - first >= 2 ? Array(first + 1..<last) : [])
      : Set(Hindcast.cuts(first: first, last: last, leads: leads).map(\.cut)).sorted()
    let reach = cuts.map { min(leads, last - $0) }.max() ?? 0
    var errors = [[Double]](
      repeating: [Double](repeating: 0, count: reach), count: candidates.count)
    var still = [Double](repeating: 0, count: reach)
    for cut in cuts {
      let part = min(leads, last - cut)
      func add(_ forecast: [Plane], to sums: inout [Double]) {
        for lead in 0..<part {
          let truth = history.series.frames[cut + 1 + lead]
          var sum = 0.0
          for i in truth.values.indices where history.series.mask.values[i] > 0 {
            let error = Double(forecast[lead].values[i] - truth.values[i])
            sum += error * error
          }
          sums[lead] += sum
        }
      }
      add([Plane](repeating: history.series.frames[cut], count: part), to: &still)
      for (index, candidate) in candidates.enumerated() {
        add(
          history.advected(
            history.series, candidate, last: cut, first: first, leads: part), to: &errors[index])
      }
    }
    ratios = errors.map { zip($0, still).map { $0 / max($1, 1e-9) } }
  }

  /// The candidate of the least hindcast error; nil if it is not better than no motion by the margin.
  public func best(_ rule: Rule, margin: Double) -> MotionSettings? {
    let scores = ratios.map { ratios -> Double in
      guard let longest = ratios.last else { return 1 }
      return switch rule {
      case .mean: ratios.reduce(0, +) / Double(ratios.count)
      case .longest: longest
      }
    }
    guard let best = scores.indices.min(by: { scores[$0] < scores[$1] }), scores[best] < 1 - margin
    else { return nil }
    return candidates[best]
  }
}
