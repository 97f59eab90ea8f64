import ForeframeFiles

/// The fixed random weights of an echo state network.
///
/// Every unit reads `connections` others. The largest absolute eigenvalue of these weights is
/// scaled to a *spectral radius*: below 1 the reservoir forgets what was long ago; near 1 it
/// remembers long.
public struct Reservoir: Hashable, Sendable {
  public let units: Int
  public let inputs: Int
  /// Share of a unit's new state that is new, in 0...1; 1 forgets nothing on its own.
  public let leak: Double
  /// [units, units]: what each unit reads of the others, by row.
  public let recurrent: SparseMatrix
  /// [inputs, units]
  public let inputWeights: [Double]
  /// [units]
  public let bias: [Double]

  /// - Parameters:
  ///   - connections: units that each unit reads, at most `units`.
  ///   - spectralRadius: of the recurrent weights.
  ///   - inputScaling: input weights are uniform within ± this.
  ///   - biasScaling: biases are uniform within ± this.
  ///   - seed: the same seed and sizes give the same weights on every machine.
  public init(
    units: Int, inputs: Int, connections: Int = 10, spectralRadius: Double = 0.95,
    leak: Double = 1, inputScaling: Double = 1, biasScaling: Double = 0, seed: UInt64 = 1
  ) {
    precondition(
      units > 0 && inputs > 0 && (1...units).contains(connections),
      "a reservoir of \(units) units with \(connections) connections and \(inputs) inputs")
    precondition((0...1).contains(leak) && leak > 0, "a leak of \(leak)")
    self.units = units
    self.inputs = inputs
    self.leak = leak
    var random = SeededRandom(seed: seed, stream: 0)
    var matrix = SparseMatrix(
      columns: (0..<units).map { _ in Self.choice(connections, of: units, &random) },
      width: units
    ) { random.uniform(-1...1) }
    let radius = matrix.spectralRadius()
    if radius > 0 { matrix.scale(by: spectralRadius / radius) }
    recurrent = matrix
    var draws = SeededRandom(seed: seed, stream: 1)
    inputWeights = (0..<inputs * units).map { _ in draws.uniform(-1...1) * inputScaling }
    bias = (0..<units).map { _ in draws.uniform(-1...1) * biasScaling }
  }

  /// Different numbers below `count`, in ascending order.
  private static func choice(
    _ wanted: Int, of count: Int, _ random: inout SeededRandom
  ) -> [Int] {
    if wanted == count { return Array(0..<count) }
    var chosen: Set<Int> = []
    while chosen.count < wanted { chosen.insert(random.below(count)) }
    return chosen.sorted()
  }
}
