import ForeframeFrames

/// Errors of a forecast over the validation sequences, per value on the scale 0...1, with those of
/// persistence (the last frame repeated).
public struct FrameScores: ValidationScores, Hashable {
  public var mse: Double { squared / Double(max(count, 1)) }
  public var mae: Double { absolute / Double(max(count, 1)) }
  public var persistenceMSE: Double { persistence / Double(max(count, 1)) }
  /// 1 - MSE / MSE(persistence); nil if persistence makes no error.
  public var skill: Double? { persistence > 0 ? 1 - squared / persistence : nil }

  /// The error of motion (the last frame, moved) over the cases for which it was computed; nil where
  /// it was for none.
  public var motionMSE: Double? {
    beside.count > 0 ? beside.motion / Double(beside.count) : nil
  }
  /// 1 - MSE / MSE(motion) over these cases; nil if motion makes no error.
  public var motionSkill: Double? {
    beside.motion > 0 ? 1 - beside.model / beside.motion : nil
  }

  /// Squared errors of motion, and of the model on the same values.
  private struct Pair: Hashable {
    var motion = 0.0
    var model = 0.0
    var count = 0
  }

  private var beside = Pair()
  private var squared = 0.0
  private var absolute = 0.0
  private var persistence = 0.0
  /// Values that were observed.
  private var count = 0

  public init() {}

  /// Whether any pixel could be compared.
  public var hasValues: Bool { count > 0 }

  /// Adds a batch's scores.
  ///
  /// - Parameter motion: the squared error of motion on the same values, if it was computed.
  public mutating func add(_ part: FrameScores, motion: Double?) {
    squared += part.squared
    absolute += part.absolute
    persistence += part.persistence
    count += part.count
    if let motion {
      beside.motion += motion
      beside.model += part.squared
      beside.count += part.count
    }
  }

  /// The squared error, summed over all values.
  var squaredError: Double { squared }

  /// Adds the valid cases of a batch, where truth and last input were observed.
  ///
  /// - Parameters:
  ///   - batch: [T + K, N, H, W, C].
  ///   - forecast: [K, N, H, W, C].
  ///   - inputs: T.
  public mutating func add(_ batch: FrameBatch, forecast: [Float], inputs: Int) {
    let size = batch.height * batch.width * batch.channels
    batch.values.withUnsafeBufferPointer { values in
      forecast.withUnsafeBufferPointer { forecast in
        func frame(_ values: UnsafeBufferPointer<Float>, step: Int, _ window: Int)
          -> UnsafeBufferPointer<Float>
        {
          let start = (step * batch.count + window) * size
          return UnsafeBufferPointer(rebasing: values[start..<start + size])
        }
        for lead in 0..<batch.steps - inputs {
          for window in 0..<batch.validCount {
            let truth = frame(values, step: inputs + lead, window)
            let masks = [inputs + lead, inputs - 1].compactMap {
              batch.mask(step: $0, window: window)
            }
            func errors(_ prediction: UnsafeBufferPointer<Float>) -> FrameErrors {
              FrameErrors(truth: truth, prediction: prediction, channels: batch.channels) { pixel in
                masks.allSatisfy { $0[$0.startIndex + pixel] != 0 }
              }
            }
            let model = errors(frame(forecast, step: lead, window))
            squared += model.squared
            absolute += model.absolute
            count += model.count
            persistence += errors(frame(values, step: inputs - 1, window)).squared
          }
        }
      }
    }
  }
}

extension FrameScores {
  public static let columns = [
    "validation_mse", "validation_mae", "persistence_mse", "skill", "motion_mse", "motion_skill",
  ]
  public static let criterion = "validation_mse"

  public static var charts: [ScoreChart] {
    [
      ScoreChart(
        title: "validation MSE (scale 0 to 1)",
        lines: [
          ("model", "validation_mse"), ("persistence", "persistence_mse"),
          ("motion", "motion_mse"),
        ])
    ]
  }

  public var values: [(name: String, value: Double)] {
    [
      ("validation_mse", mse), ("validation_mae", mae), ("persistence_mse", persistenceMSE),
    ] + (skill.map { [("skill", $0)] } ?? []) + (motionMSE.map { [("motion_mse", $0)] } ?? [])
      + (motionSkill.map { [("motion_skill", $0)] } ?? [])
  }

  public static func headline(step: Int, _ score: (String) -> Double?) -> String {
    let (mse, persistence) = (score("validation_mse") ?? .nan, score("persistence_mse") ?? .nan)
    let skill =
      persistence > 0
      ? ", \(DecimalText.fixed(100 * (1 - mse / persistence), 1)) % below persistence's" : ""
    let motion = score("motion_skill").map {
      "; skill against motion \(DecimalText.fixed($0, 3))"
    }
    return "Best validation MSE \(DecimalText.significant(mse)) at step \(step)\(skill) "
      + "(\(DecimalText.significant(persistence)))" + (motion ?? "")
  }
}
