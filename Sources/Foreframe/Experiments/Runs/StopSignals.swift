#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Synchronization

/// SIGINT, SIGTERM and SIGHUP as a wish to stop: the first is noted, the second ends the process at once.
public enum StopSignals {
  private static let requests = Atomic<Int>(0)

  /// Whether a signal has come.
  public static var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  /// Starts to note signals.
  public static func install() {
    requests.store(0, ordering: .relaxed)
    // Whoever starts a program with `nohup` wants it to outlive the terminal.
    let numbers = [SIGINT, SIGTERM] + (CleanStop.isIgnored(SIGHUP) ? [] : [SIGHUP])
    for number in numbers {
      signal(number) { number in
        let (before, _) = StopSignals.requests.add(1, ordering: .relaxed)
        signal(number, SIG_DFL)
        signal(SIGINT, SIG_DFL)
        signal(SIGTERM, SIG_DFL)
        // Two that came together both end up here.
        if before > 0 { kill(getpid(), number) }
      }
    }
    // A parent may have blocked them.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in numbers { sigaddset(&signals, number) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
