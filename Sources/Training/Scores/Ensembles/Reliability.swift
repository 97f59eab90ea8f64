/// How often an event came where it was forecast with some probability (Bröcker and Smith 2007): the
/// points of a reliability diagram, and the Brier score.
public struct Reliability: Sendable, Hashable {
  /// Forecasts of similar probability.
  public struct Bin: Sendable, Hashable {
    /// Forecasts in it.
    public var count = 0
    /// Of these, those after which the event came.
    public var events = 0
    var probabilities = 0.0

    /// Their mean probability; nil if there are none.
    public var probability: Double? { count > 0 ? probabilities / Double(count) : nil }
    /// How often the event came; nil if there are none.
    public var frequency: Double? { count > 0 ? Double(events) / Double(count) : nil }
  }

  /// From probability 0 to 1 in equal steps; a probability on an edge belongs to the bin below, as
  /// pysteps has it.
  public private(set) var bins: [Bin]
  private var squares = 0.0
  /// The upper edges but the last one. The outer edges lie a millionth beyond 0 and 1, the others at equal
  /// distances between them, rounded as NumPy does.
  private let edges: [Double]

  /// - Parameter bins: their number, at least 1.
  public init(bins: Int = 10) {
    precondition(bins > 0, "no bins")
    let step = (1 + 1e-6 - -1e-6) / Double(bins)
    edges = (1..<bins).map { Double($0) * step + -1e-6 }
    self.bins = [Bin](repeating: Bin(), count: bins)
  }

  /// Forecasts that were added.
  public var count: Int { bins.reduce(0) { $0 + $1.count } }
  /// The Brier score, mean of (probability - event)²; nil without forecasts.
  public var brierScore: Double? { count > 0 ? squares / Double(count) : nil }

  /// Adds one forecast.
  ///
  /// - Parameter probability: in 0...1.
  public mutating func add(probability: Double, event: Bool) {
    precondition((0...1).contains(probability), "the probability \(probability)")
    let bin = edges.firstIndex { probability <= $0 } ?? bins.count - 1
    bins[bin].count += 1
    bins[bin].probabilities += probability
    if event { bins[bin].events += 1 }
    let difference = probability - (event ? 1 : 0)
    squares += difference * difference
  }

  /// Adds a frame of probabilities that the observation is at or above a threshold. Pixels where `mask`
  /// is 0, and those with a NaN, do not count.
  public mutating func add(
    probabilities: [Float], observed: [Float], threshold: Float, mask: [Float]? = nil
  ) {
    EnsemblePixels.each([probabilities], observed, mask) { values, observed in
      add(probability: Double(values[0]), event: observed >= threshold)
    }
  }
}
