/// What one optimiser step tells.
public struct StepReport: Hashable, Sendable {
  /// Number of the finished step, counted from 1.
  public var step: Int
  public var loss: Double
  /// Norm of all gradients together, before clipping.
  public var gradientNorm: Double
  /// Learning rate.
  public var rate: Double
}
