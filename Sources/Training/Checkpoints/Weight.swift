import ForeframeRecurrent
import ForeframeTensorGraph

/// The numbers of one parameter.
public struct Weight: Hashable, Sendable {
  public var name: String
  public var shape: Shape
  /// Row by row.
  public var values: [Float]

  public init(name: String, shape: Shape, values: [Float]) {
    self.name = name
    self.shape = shape
    self.values = values
  }
}

extension [Weight] {
  /// Makes sure that there is one weight for each of a network's parameters, of its shape, and no
  /// other.
  public func check(against parameters: [ParameterSpecification]) throws(WeightError) {
    var left: [String: Shape] = [:]
    for parameter in parameters { left[parameter.name] = parameter.shape }
    let known = Set(left.keys)
    for weight in self {
      guard let shape = left.removeValue(forKey: weight.name) else {
        throw known.contains(weight.name)
          ? .repeated(name: weight.name) : .unknown(name: weight.name)
      }
      guard weight.shape == shape else {
        throw .wrongShape(name: weight.name, expected: shape.sizes, found: weight.shape.sizes)
      }
      guard weight.values.count == shape.count else {
        throw .wrongCount(
          name: weight.name, expected: shape.count, found: weight.values.count)
      }
    }
    for parameter in parameters where left[parameter.name] != nil {
      throw .missing(name: parameter.name)
    }
  }
}
