import ForeframeFiles

/// A step's place in training. Whatever is random in a step depends on it alone, so that a resumed
/// run goes on with the very numbers of one that was never stopped, unless the clock ends the run.
public struct TrainingStep: Hashable, Sendable {
  /// Counted from 0.
  public var number: Int
  /// The seed of the whole run.
  public var seed: UInt64
  /// Where the run stands in its plan; see ``TrainingPlan/position(of:)``. The step's number, unless
  /// the clock ends the run.
  public var position: Double

  /// - Parameter position: nil: the step's number.
  public init(number: Int, seed: UInt64, position: Double? = nil) {
    self.number = number
    self.seed = seed
    self.position = position ?? Double(number)
  }

  /// [3] for random numbers in the graph: the seed's low and high part, and the step, each a whole
  /// number below 2^24.
  public var dropoutSeed: [Float] {
    [Float(seed & 0xFF_FFFF), Float((seed >> 24) & 0xFF_FFFF), Float(number & 0xFF_FFFF)]
  }

  /// Random numbers on the host, another sequence for each step and purpose.
  ///
  /// - Parameter purpose: any number; two draws of one step that must not be alike need two.
  public func random(_ purpose: UInt64) -> SeededRandom {
    SeededRandom(seed: seed ^ purpose, stream: UInt64(number))
  }
}
