import ForeframeTensorGraph

/// What is known of the motion of the observed frames, and the forecast that it gives without training.
public struct MotionGuide {
  /// [N, H, W, 2]: motion at the last observed frame in pixels for each time step, x to the right and y
  /// down.
  public var field: Tensor
  /// [N, H, W, 1]: 1 where a pixel was observed in every frame, 0 elsewhere.
  public var mask: Tensor
  /// [K, N, H, W, C]: the damped forecast, as intensities.
  public var forecast: Tensor
  /// [N, ``MotionCondition/count``]: numbers that hold for a whole sequence.
  public var conditions: Tensor

  public init(field: Tensor, mask: Tensor, forecast: Tensor, conditions: Tensor) {
    self.field = field
    self.mask = mask
    self.forecast = forecast
    self.conditions = conditions
  }

  /// What is given to a network that nobody tells anything: nothing moves, every pixel is observed, and
  /// the last frame stays.
  static func still(after last: Tensor, horizon: Int) -> MotionGuide {
    let s = last.shape
    let conditions = MotionCondition.allCases.map {
      last.filled($0 == .contrast ? 1 : 0, [s[0], 1])
    }
    return MotionGuide(
      field: last.filled(0, [s[0], s[1], s[2], 2]), mask: last.filled(1, [s[0], s[1], s[2], 1]),
      forecast: concat([Tensor](repeating: last, count: horizon), axis: 0)
        .reshaped([horizon, s[0], s[1], s[2], s[3]]),
      conditions: concat(conditions, axis: 1))
  }

  /// A number of each sequence, [N, 1].
  func condition(_ condition: MotionCondition) -> Tensor {
    conditions.slice(axis: 1, start: condition.rawValue, count: 1)
  }

  /// The same as an image of one pixel, [N, 1, 1, 1].
  func pixel(_ condition: MotionCondition) -> Tensor {
    self.condition(condition).reshaped([conditions.shape[0], 1, 1, 1])
  }

  /// The displacements D of the leads 1...count, [N, H, W, 2] each: what is at p at a lead was at p + D(p) in
  /// the last frame. Accumulated by the midpoint rule; outside of the frame the field is that of its edge.
  package func displacements(_ count: Int) -> [Tensor] {
    var current: Tensor?
    return (0..<count).map { _ in
      let start = current.map { field.warped(by: $0, border: .nearest) } ?? field
      let half = start * 0.5
      let middle = field.warped(by: current.map { $0 - half } ?? -half, border: .nearest)
      let next = current.map { $0 - middle } ?? -middle
      current = next
      return next
    }
  }
}

/// Numbers that hold for a whole sequence, in the order in which a network is given them.
public enum MotionCondition: Int, Hashable, Sendable, CaseIterable {
  /// The mean of the observed pixels of the last frames, as an intensity.
  case level
  /// The standard deviation of the observed pixels of the last frames, as an intensity; above 0.
  case contrast
  /// What a hindcast chose for the damped forecast along the mixed field: the binary logarithm of the
  /// leads that the finest details last, and the share of changes that goes on.
  case lifetime
  case growth
  /// The same along the dense field.
  case denseLifetime
  case denseGrowth
  /// The mean length of the field's vectors over 8 pixels.
  case speed
  /// The binary logarithm of the minutes from frame to frame, and whether they are known: 1 or 0.
  case timeStep
  case hasTimeStep
  /// The binary logarithm of the side of a pixel in pixels of the frames as they are stored, and whether
  /// it is known: 1 or 0.
  case pixelSize
  case hasPixelSize

  public static let count = allCases.count

  /// Those that maps of a network read. Level, contrast and speed would tell it which of a few training
  /// sequences it has before it, and it would learn what happened in each; frames are normalised by level
  /// and contrast, and the field says how things move.
  static let told: [MotionCondition] = [
    .lifetime, .growth, .denseLifetime, .denseGrowth, .timeStep, .hasTimeStep, .pixelSize,
    .hasPixelSize,
  ]
}
