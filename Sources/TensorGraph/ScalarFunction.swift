/// A function of one, two or three numbers that an operation applies to every element.
///
/// The set is closed: every switch over it is exhaustive, so the compiler names each place that a
/// new function must be added to (docs/adding-an-operation.md). Raw values are the codes of the
/// interpreter for processors: a new function comes last.
public enum ScalarFunction: Int, Hashable, Sendable, CaseIterable {
  case negate, reciprocal, exp, log, sqrt, tanh, sigmoid, abs, sign, floor, sin, cos
  case add, subtract, multiply, divide, minimum, maximum
  /// 1 where the first operand is less than the second, otherwise 0.
  case less
  /// The second operand where the first is not zero, otherwise the third.
  case select

  /// The number of operands: 1, 2 or 3.
  public var arity: Int { properties.arity }

  /// Whether evaluating it costs many instructions; the compiler does not repeat such work lightly.
  public var isTranscendental: Bool { properties.isTranscendental }

  private var properties: (arity: Int, isTranscendental: Bool) {
    switch self {
    case .negate, .reciprocal, .sqrt, .abs, .sign, .floor: (1, false)
    case .exp, .log, .tanh, .sigmoid, .sin, .cos: (1, true)
    case .add, .subtract, .multiply, .divide, .minimum, .maximum, .less: (2, false)
    case .select: (3, false)
    }
  }
}
