#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Synchronization

/// SIGINT and SIGTERM as a wish to stop: the first is noted, the second ends the process at once.
public enum StopSignals {
  private static let requests = Atomic<Int>(0)

  /// Whether a signal has come.
  public static var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  /// Starts to note signals.
  public static func install() {
    requests.store(0, ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        let (before, _) = StopSignals.requests.add(1, ordering: .relaxed)
        signal(SIGINT, SIG_DFL)
        signal(SIGTERM, SIG_DFL)
        // Two that came together both end up here.
        if before > 0 { kill(getpid(), number) }
      }
    }
    // A parent may have blocked them.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
