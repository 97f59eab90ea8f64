extension Tensor {
  /// The shape that two shapes of equal rank broadcast to, if they do.
  static func broadcastShape(_ shapes: [Shape], _ function: ScalarFunction) -> Shape {
    var result = shapes[0]
    for shape in shapes.dropFirst() {
      precondition(shape.rank == result.rank, "\(function): \(shapes)")
      for axis in 0..<shape.rank where shape[axis] != result[axis] {
        precondition(shape[axis] == 1 || result[axis] == 1, "\(function): \(shapes)")
        result[axis] = result[axis] == 1 ? shape[axis] : result[axis]
      }
    }
    return result
  }

  static func pointwise(_ function: ScalarFunction, _ operands: [Tensor]) -> Tensor {
    let shape = broadcastShape(operands.map(\.shape), function)
    return simplified(function, operands, shape)
      ?? operands[0].builder.add(.pointwise(function), operands, shape)
  }

  /// Identities with 0 and 1, so that zero initial states cost nothing.
  private static func simplified(
    _ function: ScalarFunction, _ operands: [Tensor], _ shape: Shape
  ) -> Tensor? {
    let values = operands.map(\.constantValue)
    func whole(_ index: Int) -> Tensor { operands[index].broadcast(to: shape) }
    func constant(_ value: Float) -> Tensor { operands[0].builder.constant(value, shape) }
    switch function {
    case .add:
      if values[0] == 0 { return whole(1) }
      if values[1] == 0 { return whole(0) }
      if let a = values[0], let b = values[1] { return constant(a + b) }
    case .subtract:
      if values[1] == 0 { return whole(0) }
      if let a = values[0], let b = values[1] { return constant(a - b) }
    case .multiply:
      if values[0] == 0 || values[1] == 0 { return constant(0) }
      if values[0] == 1 { return whole(1) }
      if values[1] == 1 { return whole(0) }
      if let a = values[0], let b = values[1] { return constant(a * b) }
    case .divide:
      if values[1] == 1 { return whole(0) }
      if values[0] == 0 { return constant(0) }
    case .negate:
      if let a = values[0] { return constant(-a) }
    case .tanh, .abs, .sqrt, .sign, .sin:
      if values[0] == 0 { return constant(0) }
    case .select:
      if let condition = values[0] { return whole(condition != 0 ? 1 : 2) }
    case .reciprocal, .exp, .log, .sigmoid, .floor, .cos, .minimum, .maximum, .less: break
    }
    return nil
  }

  func unary(_ function: ScalarFunction) -> Tensor { Tensor.pointwise(function, [self]) }

  func binary(_ function: ScalarFunction, _ other: Tensor) -> Tensor {
    Tensor.pointwise(function, [self, other])
  }

  func splat(_ value: Float) -> Tensor {
    builder.constant(value, Shape([Int](repeating: 1, count: shape.rank)))
  }
}

extension Tensor {
  public static func + (a: Tensor, b: Tensor) -> Tensor { a.binary(.add, b) }
  public static func - (a: Tensor, b: Tensor) -> Tensor { a.binary(.subtract, b) }
  public static func * (a: Tensor, b: Tensor) -> Tensor { a.binary(.multiply, b) }
  public static func / (a: Tensor, b: Tensor) -> Tensor { a.binary(.divide, b) }
  public static prefix func - (a: Tensor) -> Tensor { a.unary(.negate) }

  public static func + (a: Tensor, b: Float) -> Tensor { a + a.splat(b) }
  public static func - (a: Tensor, b: Float) -> Tensor { a - a.splat(b) }
  public static func * (a: Tensor, b: Float) -> Tensor { a * a.splat(b) }
  public static func / (a: Tensor, b: Float) -> Tensor { a / a.splat(b) }
  public static func + (a: Float, b: Tensor) -> Tensor { b.splat(a) + b }
  public static func - (a: Float, b: Tensor) -> Tensor { b.splat(a) - b }
  public static func * (a: Float, b: Tensor) -> Tensor { b.splat(a) * b }
  public static func / (a: Float, b: Tensor) -> Tensor { b.splat(a) / b }
}

/// The exponential function, element by element.
public func exp(_ x: Tensor) -> Tensor { x.unary(.exp) }
/// The natural logarithm, element by element.
public func log(_ x: Tensor) -> Tensor { x.unary(.log) }
/// The square root, element by element.
public func sqrt(_ x: Tensor) -> Tensor { x.unary(.sqrt) }
/// The hyperbolic tangent, element by element.
public func tanh(_ x: Tensor) -> Tensor { x.unary(.tanh) }
/// The logistic function 1 / (1 + exp(-x)), element by element.
public func sigmoid(_ x: Tensor) -> Tensor { x.unary(.sigmoid) }
/// The absolute value, element by element.
public func abs(_ x: Tensor) -> Tensor { x.unary(.abs) }
/// -1, 0 or 1, element by element.
public func sign(_ x: Tensor) -> Tensor { x.unary(.sign) }
/// The largest whole number not above x, element by element. Its gradient is zero.
public func floor(_ x: Tensor) -> Tensor { x.unary(.floor) }
/// The sine, element by element.
public func sin(_ x: Tensor) -> Tensor { x.unary(.sin) }
/// The cosine, element by element.
public func cos(_ x: Tensor) -> Tensor { x.unary(.cos) }
/// The reciprocal 1 / x, element by element.
public func reciprocal(_ x: Tensor) -> Tensor { x.unary(.reciprocal) }
/// The smaller of two tensors, element by element.
public func minimum(_ a: Tensor, _ b: Tensor) -> Tensor { a.binary(.minimum, b) }
/// The larger of two tensors, element by element.
public func maximum(_ a: Tensor, _ b: Tensor) -> Tensor { a.binary(.maximum, b) }
/// 1 where `a < b`, otherwise 0. Its gradient is zero.
public func less(_ a: Tensor, _ b: Tensor) -> Tensor { a.binary(.less, b) }
/// `a` where `condition` is not zero, otherwise `b`.
public func select(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
  Tensor.pointwise(.select, [condition, a, b])
}
