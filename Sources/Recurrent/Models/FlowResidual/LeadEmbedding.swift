import ForeframeTensorGraph

/// Tells a network which lead it is at, and how far damping and growth of the damped forecast have gone there.
struct LeadEmbedding {
  let outputs: Int
  private let map: Linear

  private static let bands = 6
  /// How much longer each next band of the damped forecast lasts than the one before.
  private static let stretch = 2.5
  /// Leads over which a change dies out in it.
  private static let persistence: Float = 3

  init(_ scope: ParameterScope, outputs: Int) {
    self.outputs = outputs
    map = Linear(
      scope, inputs: Self.bands + 2 + MotionCondition.told.count, outputs: outputs, bias: .zeros)
  }

  /// For a lead from 1 on: [N, 1, 1, ``outputs``].
  func callAsFunction(_ lead: Int, _ guide: MotionGuide, _ conditions: Tensor) -> Tensor {
    let lifetime = exp(guide.condition(.lifetime) * 0.693_147_2)
    var scale: Float = 1
    let decays = (0..<Self.bands).map { _ in
      let age = Float(lead) * scale / lifetime
      scale /= Float(Self.stretch)
      return exp(-(age * age))
    }
    // e^(-1/3) + ... + e^(-k/3), as a closed sum.
    let base = 1 / Float(1.395_612_4)
    let sum = (1...lead).reduce((total: Float(0), term: Float(1))) { sum, _ in
      (sum.total + sum.term * base, sum.term * base)
    }.total
    let known =
      decays + [
        guide.condition(.growth) * (sum / Self.persistence),
        conditions.filled(Float(lead) / 10, [conditions.shape[0], 1]), conditions,
      ]
    return bent(map(concat(known, axis: 1)))
      .reshaped([conditions.shape[0], 1, 1, outputs])
  }
}
