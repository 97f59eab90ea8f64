import ForeframeMotion
import ForeframeRecurrent
import RealModule

/// The numbers of one sequence that a network is given beside its frames.
struct SequenceConditions {
  private(set) var values: [Float]

  /// A contrast of less is not to be seen.
  private static let leastContrast = 0.02
  /// Frames that level and contrast are taken from: the last ones.
  private static let frames = 4

  init(
    _ window: MotionInputs, last: Int, first: Int, _ field: DisplacementField,
    _ spacing: FrameSpacing
  ) {
    values = [Float](repeating: 0, count: MotionCondition.count)
    let mask = window.brightness.mask.values
    var (count, sum, squares) = (0.0, 0.0, 0.0)
    for channel in window.channels {
      for index in max(first, last - Self.frames + 1)...last {
        let plane = channel.frames[index].values
        for i in plane.indices where mask[i] > 0 {
          let value = Double(plane[i] / MotionInputs.scale)
          (count, sum, squares) = (count + 1, sum + value, squares + value * value)
        }
      }
    }
    let mean = sum / max(count, 1)
    let variance = max(squares / max(count, 1) - mean * mean, 0)
    set(.level, mean)
    set(.contrast, max(variance.squareRoot(), Self.leastContrast))
    var speed = 0.0
    for (x, y) in zip(field.x.values, field.y.values) {
      speed += Double((x * x + y * y).squareRoot())
    }
    set(.speed, speed / Double(field.x.count) / 8)
    // What no hindcast has chosen.
    set(.lifetime, 2)
    set(.denseLifetime, 2)
    if let minutes = spacing.minutes {
      set(.timeStep, Double.log2(minutes))
      set(.hasTimeStep, 1)
    }
    if let pixel = spacing.pixel {
      set(.pixelSize, Double.log2(pixel))
      set(.hasPixelSize, 1)
    }
  }

  /// Notes what hindcasts chose.
  mutating func set(dense: Damping, mixed: Damping) {
    set(.lifetime, Double.log2(mixed.lifetime))
    set(.growth, mixed.growth)
    set(.denseLifetime, Double.log2(dense.lifetime))
    set(.denseGrowth, dense.growth)
  }

  private mutating func set(_ condition: MotionCondition, _ value: Double) {
    values[condition.rawValue] = Float(value)
  }
}
