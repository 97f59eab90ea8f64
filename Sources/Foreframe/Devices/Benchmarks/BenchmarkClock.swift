#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Seconds of repeated runs.
public struct BenchmarkTiming: Sendable, Hashable {
  public var median: Double
  public var minimum: Double

  /// Times `action`, which must wait for what it starts; one run more goes first, not counted.
  static func measure(runs: Int, _ action: () throws -> Void) rethrows -> BenchmarkTiming {
    try action()
    var seconds: [Double] = []
    for _ in 0..<max(runs, 1) {
      let start = now()
      try action()
      seconds.append(now() - start)
    }
    seconds.sort()
    let middle = seconds.count / 2
    let median =
      seconds.count % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2
    return BenchmarkTiming(median: median, minimum: seconds[0])
  }

  /// Seconds on a clock that never goes back.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
