#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Asks for a look at the folder again and again: works on every system and every disk, those of other
/// machines included.
public final class PolledChanges: FolderChanges {
  private let interval: Duration
  private var last: ContinuousClock.Instant?

  /// - Parameter interval: the time between looks.
  public init(every interval: Duration) { self.interval = interval }

  public func wait(atMost time: Duration) -> FolderChange {
    let rest = last.map { interval - $0.duration(to: .now) } ?? .zero
    if rest > .zero { Self.pause(min(rest, time)) }
    if let last, last.duration(to: .now) < interval { return .nothing }
    last = .now
    return .anything
  }

  /// Waits; a signal ends it.
  static func pause(_ time: Duration) { _ = poll(nil, 0, milliseconds(time)) }

  /// Rounded up, so that no wait becomes none.
  static func milliseconds(_ time: Duration) -> Int32 {
    Int32(max(0, min(60_000, (time / .milliseconds(1)).rounded(.up))))
  }
}
