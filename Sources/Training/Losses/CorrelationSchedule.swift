/// How the Fourier loss goes from the correlation to the amplitudes: each step takes the one or the
/// other by chance, and the chance of the correlation falls in a line from 1 at the first step to 0
/// at step ``end`` (Yan et al. 2024).
public struct CorrelationSchedule: Hashable, Sendable {
  /// The step from which on only the amplitudes count; nil: after nine tenths of the run.
  public var end: Int?

  public init(end: Int? = nil) { self.end = end }

  /// With its last step, for a run of so many steps.
  public func resolved(steps: Int) -> CorrelationSchedule {
    CorrelationSchedule(end: end ?? max(1, steps / 10 * 9 + steps % 10 * 9 / 10))
  }

  /// The chance of the correlation at a step, counted from 0.
  public func chance(step: Int) -> Double {
    guard let end, end > 0 else { return 1 }
    return max(0, 1 - Double(step) / Double(end))
  }
}
