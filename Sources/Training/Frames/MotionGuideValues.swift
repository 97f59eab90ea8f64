import ForeframeRecurrent
import ForeframeTensorGraph

/// The numbers of a ``MotionGuide`` for a batch of N sequences.
public struct MotionGuideValues: Hashable, Sendable {
  /// [N, H, W, 2]
  public var field: [Float]
  /// [N, H, W, 1]
  public var mask: [Float]
  /// [K, N, H, W, C]
  public var forecast: [Float]
  /// [N, ``MotionCondition/count``]
  public var conditions: [Float]
  /// The mean squared error of the forecast in each sequence, [N]; nil where the truth is not known.
  public var errors: [Float]?

  public init(
    field: [Float], mask: [Float], forecast: [Float], conditions: [Float], errors: [Float]? = nil
  ) {
    self.field = field
    self.mask = mask
    self.forecast = forecast
    self.conditions = conditions
    self.errors = errors
  }
}

extension MotionGuideValues {
  /// Names of the graph's inputs.
  static let names = (
    field: "guide.field", mask: "guide.mask", forecast: "guide.forecast",
    conditions: "guide.conditions"
  )

  /// Each input with its values.
  var inputs: [(name: String, values: [Float])] {
    let names = Self.names
    return [
      (names.field, field), (names.mask, mask), (names.forecast, forecast),
      (names.conditions, conditions),
    ]
  }

  /// Smaller errors count as at least this: of frames in which nothing happens nothing can be learned.
  static let leastError: Float = 5e-4

  /// What a sequence's differences are multiplied by in a loss: then each counts as its damped forecast
  /// errs, however much there is to see in it.
  static func balance(_ errors: [Float]) -> [Float] {
    errors.map { 1 / ($0 + leastError).squareRoot() }
  }
}

extension MotionGuide {
  /// A guide whose tensors `declare` makes from a name and a shape.
  init(_ shape: SequenceShape, channels: Int, declare: (String, Shape) -> Tensor) {
    let (images, height, width) = (shape.batch, shape.height, shape.width)
    let names = MotionGuideValues.names
    self.init(
      field: declare(names.field, [images, height, width, 2]),
      mask: declare(names.mask, [images, height, width, 1]),
      forecast: declare(names.forecast, [shape.horizon, images, height, width, channels]),
      conditions: declare(names.conditions, [images, MotionCondition.count]))
  }
}
