/// How many members of an ensemble lie below the observation, counted over pixels (Hamill 2001): flat if
/// the observation could be one of the members, like a U if the spread is too small.
public struct RankHistogram: Sendable, Hashable {
  /// Pixels with 0, 1, ... M members below the observation. Where k members equal the observation, each
  /// of the k + 1 possible ranks gets an equal share of the pixel: what breaking ties by chance, as
  /// pysteps does, gives in the mean.
  public private(set) var counts: [Double]
  /// Values below count as equal, and pixels where all are below do not count; nil: no such value.
  public let least: Float?

  /// - Parameter members: their number M, at least 1.
  public init(members: Int, least: Float? = nil) {
    precondition(members > 0, "an ensemble without members")
    counts = [Double](repeating: 0, count: members + 1)
    self.least = least
  }

  /// Pixels that were added.
  public var count: Double { counts.reduce(0, +) }
  /// The share of each rank; nil without pixels.
  public var shares: [Double]? {
    let all = count
    return all > 0 ? counts.map { $0 / all } : nil
  }

  /// Adds one pixel; NaN is not allowed.
  public mutating func add(members: [Float], observed: Float) {
    precondition(members.count + 1 == counts.count, "\(members.count) members")
    func raised(_ value: Float) -> Float { least.map { value < $0 ? -.infinity : value } ?? value }
    let observed = raised(observed)
    let values = members.map(raised)
    if least != nil, observed == -.infinity, values.allSatisfy({ $0 == -.infinity }) { return }
    let below = values.count { $0 < observed }
    let equal = values.count { $0 == observed }
    for rank in below...below + equal { counts[rank] += 1 / Double(equal + 1) }
  }

  /// Adds a frame: a plane `[height, width]` for each member. Pixels where `mask` is 0, and those with
  /// a NaN, do not count.
  public mutating func add(members: [[Float]], observed: [Float], mask: [Float]? = nil) {
    EnsemblePixels.each(members, observed, mask) { add(members: $0, observed: $1) }
  }
}
