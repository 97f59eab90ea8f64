import ForeframeFiles
import ForeframeRecurrent
import ForeframeTensorGraph
import RealModule

extension ParameterSpecification {
  /// The parameter's first values in a network.
  ///
  /// - Parameter place: its number among the network's parameters.
  public func start(seed: UInt64, place: Int) -> Weight {
    Weight(
      name: name, shape: shape,
      values: initialiser.values(shape, seed: seed, stream: UInt64(place)))
  }
}

extension Initialiser {
  /// The parameter's first values; depends on seed and stream alone.
  public func values(_ shape: Shape, seed: UInt64, stream: UInt64) -> [Float] {
    var random = SeededRandom(seed: seed, stream: stream)
    let (fanIn, fanOut) = Self.fans(shape)
    func uniform(_ bound: Double) -> [Float] {
      (0..<shape.count).map { _ in Float((random.uniform() * 2 - 1) * bound) }
    }
    func normal(_ deviation: Double) -> [Float] {
      random.normal(count: shape.count).map { Float($0 * deviation) }
    }
    switch self {
    case .zeros: return [Float](repeating: 0, count: shape.count)
    case .ones: return [Float](repeating: 1, count: shape.count)
    case .uniform(let bound):
      return (0..<shape.count).map { _ in Float(random.uniform() * 2 - 1) * bound }
    case .part(let part, let parts, let value):
      let length = shape[shape.rank - 1]
      let size = length / parts
      return (0..<shape.count).map { index in
        (index % length) / size == part ? value : 0
      }
    case .normal(let deviation): return normal(Double(deviation))
    case .glorotUniform: return uniform((6 / Double(fanIn + fanOut)).squareRoot())
    case .glorotNormal: return normal((2 / Double(fanIn + fanOut)).squareRoot())
    case .heUniform: return uniform((6 / Double(fanIn)).squareRoot())
    case .heNormal: return normal((2 / Double(fanIn)).squareRoot())
    case .orthogonal(let gain, let parts):
      return OrthogonalMatrix.values(shape, gain: gain, parts: parts, &random)
    case .values(let numbers):
      precondition(numbers.count == shape.count, "\(numbers.count) numbers for \(shape)")
      return numbers
    }
  }
}

extension SeededRandom {
  /// Numbers of a normal distribution with mean 0 and deviation 1 (Box & Muller, 1958).
  mutating func normal(count: Int) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(count + 1)
    while result.count < count {
      // The logarithm's argument is never 0.
      let radius = (-2 * Double.log(1 - uniform())).squareRoot()
      let angle = 2 * Double.pi * uniform()
      result.append(radius * .cos(angle))
      result.append(radius * .sin(angle))
    }
    return Array(result.prefix(count))
  }
}
