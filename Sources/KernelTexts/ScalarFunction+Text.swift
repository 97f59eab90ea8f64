import ForeframeTensorGraph

extension ScalarFunction {
  /// The function in OpenCL C; what is more than an operator is in `activations.cl`.
  func text(_ a: [String]) -> String {
    switch self {
    case .negate: "-\(a[0])"
    case .reciprocal: "NUMBER(1.0f) / \(a[0])"
    case .exp: "ff_exp(\(a[0]))"
    case .log: "ff_log(\(a[0]))"
    case .sqrt: "sqrt(\(a[0]))"
    case .tanh: "ff_tanh(\(a[0]))"
    case .sigmoid: "ff_sigmoid(\(a[0]))"
    case .abs: "fabs(\(a[0]))"
    case .sign: "ff_sign(\(a[0]))"
    case .floor: "floor(\(a[0]))"
    case .sin: "ff_sin(\(a[0]))"
    case .cos: "ff_cos(\(a[0]))"
    case .add: "\(a[0]) + \(a[1])"
    case .subtract: "\(a[0]) - \(a[1])"
    case .multiply: "\(a[0]) * \(a[1])"
    case .divide: "\(a[0]) / \(a[1])"
    case .minimum: "ff_minimum(\(a[0]), \(a[1]))"
    case .maximum: "ff_maximum(\(a[0]), \(a[1]))"
    case .less: "ff_less(\(a[0]), \(a[1]))"
    case .select: "ff_select(\(a[0]), \(a[1]), \(a[2]))"
    }
  }
}
