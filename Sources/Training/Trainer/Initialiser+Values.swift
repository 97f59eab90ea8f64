import ForeframeFiles
import ForeframeRecurrent
import ForeframeTensorGraph

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
    switch self {
    case .zeros: return [Float](repeating: 0, count: shape.count)
    case .ones: return [Float](repeating: 1, count: shape.count)
    case .uniform(let bound):
      var random = SeededRandom(seed: seed, stream: stream)
      return (0..<shape.count).map { _ in Float(random.uniform() * 2 - 1) * bound }
    case .part(let part, let parts, let value):
      let length = shape[shape.rank - 1]
      let size = length / parts
      return (0..<shape.count).map { index in
        (index % length) / size == part ? value : 0
      }
    }
  }
}
