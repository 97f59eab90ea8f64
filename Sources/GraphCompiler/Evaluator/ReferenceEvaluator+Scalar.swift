import RealModule
import ForeframeTensorGraph

extension ScalarFunction {
  /// The function's value in double precision.
  public func evaluate(_ a: [Double]) -> Double {
    switch self {
    case .negate: -a[0]
    case .reciprocal: 1 / a[0]
    case .exp: Double.exp(a[0])
    case .log: Double.log(a[0])
    case .sqrt: a[0].squareRoot()
    case .tanh: Double.tanh(a[0])
    case .sigmoid: 1 / (1 + Double.exp(-a[0]))
    case .abs: Swift.abs(a[0])
    case .sign: a[0] > 0 ? 1 : (a[0] < 0 ? -1 : a[0])
    case .floor: a[0].rounded(.down)
    case .sin: Double.sin(a[0])
    case .cos: Double.cos(a[0])
    case .add: a[0] + a[1]
    case .subtract: a[0] - a[1]
    case .multiply: a[0] * a[1]
    case .divide: a[0] / a[1]
    // NaN goes through, so that it is seen.
    case .minimum: a[0] < a[1] || a[0].isNaN ? a[0] : a[1]
    case .maximum: a[0] > a[1] || a[0].isNaN ? a[0] : a[1]
    case .less: a[0] < a[1] ? 1 : 0
    case .select: a[0] != 0 ? a[1] : a[2]
    }
  }
}

extension ReferenceEvaluator {
  func pointwise(_ function: ScalarFunction, _ operands: [Value], _ shape: Shape) -> [Double] {
    let operands = operands.map { $0.broadcast(to: shape) }
    var arguments = [Double](repeating: 0, count: operands.count)
    return (0..<shape.count).map { element in
      for (number, operand) in operands.enumerated() { arguments[number] = operand[element] }
      return function.evaluate(arguments)
    }
  }
}
