/// Tells a run how long its process has been at it; a test gives it a clock of its own.
public struct RunClock: Sendable {
  /// Seconds since the beginning.
  public let seconds: @Sendable () -> Double

  /// - Parameter seconds: since the beginning; never fewer than before.
  public init(seconds: @escaping @Sendable () -> Double) { self.seconds = seconds }

  /// The machine's clock, from now on.
  public init() {
    let begin = ContinuousClock.now
    self.init { begin.duration(to: .now) / .seconds(1) }
  }
}
