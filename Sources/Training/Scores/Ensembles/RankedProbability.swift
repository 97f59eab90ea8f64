/// The continuous ranked probability score of an ensemble, averaged over pixels: the mean absolute error
/// of a forecast by chance. Rain ties all the time, so it is right with ties by default.
public struct RankedProbability: Sendable, Hashable {
  /// How it is computed.
  public let form: CRPSForm
  /// Pixels that were added.
  public private(set) var count = 0
  private var standardSum = 0.0
  private var fairSum: Double? = 0

  public init(form: CRPSForm = .energy) { self.form = form }

  /// Mean score of the ensemble as a distribution, where every member has the probability 1 / M; nil
  /// without pixels.
  public var standard: Double? { count > 0 ? standardSum / Double(count) : nil }

  /// Mean score that an ensemble of endless size would have if its members are drawn from the same
  /// distribution (Ferro 2014): ensembles of different sizes can be compared. Nil without pixels, with
  /// one member, and for the form of pysteps, which knows no such score.
  public var fair: Double? { count > 0 ? fairSum.map { $0 / Double(count) } : nil }

  /// Adds one pixel; NaN is not allowed.
  public mutating func add(members: [Float], observed: Float) {
    precondition(!members.isEmpty, "an ensemble without members")
    let sorted = members.sorted().map(Double.init)
    let observed = Double(observed)
    count += 1
    switch form {
    case .energy:
      let m = Double(sorted.count)
      let distance = sorted.reduce(0) { $0 + ($1 - observed).magnitude } / m
      // Σ over pairs i < j of x_j - x_i, which is half of the sum over all pairs.
      let spread = sorted.enumerated().reduce(0) {
        $0 + Double(2 * $1.offset + 1 - sorted.count) * $1.element
      }
      standardSum += distance - spread / (m * m)
      fairSum =
        sorted.count > 1 ? fairSum.map { $0 + distance - spread / (m * (m - 1)) } : nil
    case .hersbachWithoutTies:
      standardSum += Self.hersbach(sorted, observed)
      fairSum = nil
    }
  }

  /// Adds a frame.
  ///
  /// - Parameters:
  ///   - members: one plane for each, `[height, width]`.
  ///   - observed: `[height, width]`
  ///   - mask: pixels with 0 do not count; nil: all do. A pixel with a NaN never does.
  public mutating func add(members: [[Float]], observed: [Float], mask: [Float]? = nil) {
    EnsemblePixels.each(members, observed, mask) { add(members: $0, observed: $1) }
  }

  /// Σ α p² + β (1 - p)², where nothing that equals the observation counts.
  private static func hersbach(_ x: [Double], _ observed: Double) -> Double {
    let m = x.count
    var sum = 0.0
    for i in 1..<max(m, 1) {
      let p = Double(i) / Double(m)
      if observed > x[i] { sum += (x[i] - x[i - 1]) * p * p }
      if x[i] > observed, observed > x[i - 1] {
        sum += (observed - x[i - 1]) * p * p + (x[i] - observed) * (1 - p) * (1 - p)
      }
      if observed < x[i - 1] { sum += (x[i] - x[i - 1]) * (1 - p) * (1 - p) }
    }
    if observed < x[0] { sum += x[0] - observed }
    if observed > x[m - 1] { sum += observed - x[m - 1] }
    return sum
  }
}
