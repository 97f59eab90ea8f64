/// Scheduled sampling over a run (Bengio et al., 2015): the chance that an input beyond the observed
/// frames is the truth falls in a line from ``start`` to 0 at step ``end``.
public struct SamplingSchedule: Hashable, Sendable {
  /// The chance at the first step.
  public var start: Double
  /// The step at which it is 0; 0 for no scheduled sampling at all.
  public var end: Int

  public init(start: Double, end: Int) {
    self.start = start
    self.end = end
  }

  /// No scheduled sampling: beyond the observed frames the network reads its own predictions.
  public static let none = SamplingSchedule(start: 0, end: 0)

  /// The chance of the truth at a step, counted from 0.
  public func truthChance(step: Int) -> Double { truthChance(at: Double(step)) }

  /// The chance of the truth at a position in the plan; see ``TrainingPlan/position(of:)``.
  public func truthChance(at position: Double) -> Double {
    guard position < Double(end) else { return 0 }
    return start * (1 - position / Double(end))
  }
}
