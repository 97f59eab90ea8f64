import CForeframeMotion

/// The weighted sum of two planes of one size.
struct PlaneMixture {
  var first: Plane
  var second: Plane
  var factor: Float
  var secondFactor: Float

  /// The sum itself.
  var plane: Plane {
    let (a, b) = (factor, secondFactor)
    return first.zipped(with: second) { a * $0 + b * $1 }
  }

  func withKernel(_ body: (fm_mixture) -> Void) {
    first.values.withUnsafeBufferPointer { first in
      second.values.withUnsafeBufferPointer { second in
        body(
          fm_mixture(
            first: first.baseAddress, second: second.baseAddress, factor: factor,
            second_factor: secondFactor))
      }
    }
  }
}
