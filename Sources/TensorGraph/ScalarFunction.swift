/// A function of one, two or three numbers that an operation applies to every element.
///
/// The set is closed: every switch over it is exhaustive, so the compiler names each place that a
/// new function must be added to (evaluator, gradient, CPU interpreter, OpenCL text).
public enum ScalarFunction: Int, Hashable, Sendable, CaseIterable {
  case negate, reciprocal, exp, log, sqrt, tanh, sigmoid, abs, sign, floor, sin, cos
  case add, subtract, multiply, divide, minimum, maximum
  /// 1 where the first operand is less than the second, otherwise 0.
  case less
  /// The second operand where the first is not zero, otherwise the third.
  case select

  /// The number of operands: 1, 2 or 3.
  public var arity: Int {
    switch self {
    case .negate, .reciprocal, .exp, .log, .sqrt, .tanh, .sigmoid, .abs, .sign, .floor, .sin, .cos:
      1
    case .add, .subtract, .multiply, .divide, .minimum, .maximum, .less: 2
    case .select: 3
    }
  }

  /// Whether evaluating it costs many instructions; the compiler does not repeat such work lightly.
  public var isTranscendental: Bool {
    switch self {
    case .exp, .log, .tanh, .sigmoid, .sin, .cos: true
    case .negate, .reciprocal, .sqrt, .abs, .sign, .floor, .add, .subtract, .multiply, .divide,
      .minimum, .maximum, .less, .select:
      false
    }
  }
}
