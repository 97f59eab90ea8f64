import ForeframeFiles

/// Errors of all forecasts that were verified, by lead, beside those of persistence. The last line of
/// `scores.jsonl` is enough to go on from.
public struct RunningScores: Hashable, Sendable {
  private struct Lead: Hashable, Sendable {
    var count = 0
    var mse = 0.0
    var persistence = 0.0

    mutating func add(_ mse: Double, _ persistence: Double) {
      count += 1
      self.mse += (mse - self.mse) / Double(count)
      self.persistence += (persistence - self.persistence) / Double(count)
    }
  }

  private var leads: [Int: Lead] = [:]

  public init() {}

  /// What an array says that ``json`` wrote.
  public init?(_ json: JSON) {
    guard let lines = json.array else { return nil }
    for line in lines {
      guard let lead = line["lead"]?.int, let count = line["count"]?.int, count > 0,
        let mse = line["mse"]?.double, let persistence = line["persistence_mse"]?.double
      else { return nil }
      leads[lead] = Lead(count: count, mse: mse, persistence: persistence)
    }
  }

  public mutating func add(_ frame: VerifiedFrame) {
    leads[frame.lead, default: Lead()].add(frame.mse, frame.persistenceMSE)
  }

  /// How many frames of a lead were verified.
  public func count(_ lead: Int) -> Int { leads[lead]?.count ?? 0 }
  /// The mean squared error at a lead; nil if none was verified.
  public func mse(_ lead: Int) -> Double? { leads[lead]?.mse }
  /// That of persistence.
  public func persistenceMSE(_ lead: Int) -> Double? { leads[lead]?.persistence }

  /// An object for each lead, in order; `skill` is 1 - MSE / MSE of persistence.
  public var json: JSON {
    .array(
      leads.sorted { $0.key < $1.key }.map { lead, sums in
        [
          "lead": JSON(lead), "count": JSON(sums.count), "mse": JSON(sums.mse),
          "persistence_mse": JSON(sums.persistence),
          "skill": sums.persistence > 0 ? JSON(1 - sums.mse / sums.persistence) : .null,
        ]
      })
  }
}
