import ForeframeTensorGraph

/// An exponential moving average of the weights over the steps: it is validated and kept as the best
/// model, since it is less noisy than the weights themselves (Polyak and Juditsky 1992).
///
///     average' = average + (1 - d) (w' - average),  d = min(decay, (1 + step) / (10 + step))
///
/// It starts as the weights do. In its first steps it forgets faster, so that the first weights do not
/// stay in it for long.
public struct WeightAverage: Hashable, Sendable {
  /// The part of the average that a step keeps, in 0..<1.
  public var decay: Double

  public init(decay: Double) { self.decay = decay }

  /// What a step, counted from 0, takes of the new weights.
  public func share(step: Int) -> Float {
    Float(1 - min(decay, Double(1 + step) / Double(10 + step)))
  }

  /// The name of a parameter's average, which is kept with the optimiser's state.
  static func name(of parameter: String) -> String { "optimiser.\(slot).\(parameter)" }
  static let slot = "average"

  /// Assigns a parameter's average its next value.
  static func update(of name: String, with new: Tensor, _ scalars: StepScalars) {
    let builder = new.builder
    let average = builder.parameter(Self.name(of: name), new.shape)
    let ones = Shape([Int](repeating: 1, count: new.shape.rank))
    builder.assign(average, average + scalars.averageShare.reshaped(ones) * (new - average))
  }
}
