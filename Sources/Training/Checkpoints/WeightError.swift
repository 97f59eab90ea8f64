/// Why weights do not fit a network.
public enum WeightError: Error, Hashable, Sendable {
  case missing(name: String)
  case unknown(name: String)
  case repeated(name: String)
  case wrongShape(name: String, expected: [Int], found: [Int])
  /// The number of values is not that of the shape.
  case wrongCount(name: String, expected: Int, found: Int)
}

extension WeightError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let name): "the network's parameter '\(name)' has no weights"
    case .unknown(let name): "the network has no parameter '\(name)'"
    case .repeated(let name): "there are two weights named '\(name)'"
    case .wrongShape(let name, let expected, let found):
      "weight '\(name)' has shape \(found), but the network needs \(expected)"
    case .wrongCount(let name, let expected, let found):
      "weight '\(name)' has \(found) numbers, not \(expected)"
    }
  }
}
