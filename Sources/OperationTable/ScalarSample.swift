import ForeframeTensorGraph

/// How the operation table tries a scalar function: by the function that users call, where it is smooth
/// and finite.
struct ScalarSample: Sendable {
  let range: ClosedRange<Float>
  let apply: @Sendable ([Tensor]) -> Tensor

  init(_ function: ScalarFunction) {
    let (everywhere, positive, betweenSteps):
      (ClosedRange<Float>, ClosedRange<Float>, ClosedRange<Float>) =
        (-1.5...1.5, 0.3...2, 0.05...0.95)
    (range, apply) =
      switch function {
      case .negate: (everywhere, { -$0[0] })
      case .reciprocal: (positive, { reciprocal($0[0]) })
      case .exp: (everywhere, { exp($0[0]) })
      case .log: (positive, { log($0[0]) })
      case .sqrt: (positive, { sqrt($0[0]) })
      case .tanh: (everywhere, { tanh($0[0]) })
      case .sigmoid: (everywhere, { sigmoid($0[0]) })
      case .abs: (betweenSteps, { abs($0[0]) })
      case .sign: (betweenSteps, { sign($0[0]) })
      case .floor: (betweenSteps, { floor($0[0]) })
      case .sin: (everywhere, { sin($0[0]) })
      case .cos: (everywhere, { cos($0[0]) })
      case .add: (everywhere, { $0[0] + $0[1] })
      case .subtract: (everywhere, { $0[0] - $0[1] })
      case .multiply: (everywhere, { $0[0] * $0[1] })
      case .divide: (positive, { $0[0] / $0[1] })
      case .minimum: (everywhere, { minimum($0[0], $0[1]) })
      case .maximum: (everywhere, { maximum($0[0], $0[1]) })
      case .less: (everywhere, { less($0[0], $0[1]) })
      case .select: (everywhere, { select(less($0[0], $0[0] * 0), $0[1], $0[2]) })
      }
  }
}
