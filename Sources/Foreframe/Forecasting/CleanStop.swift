import ForeframeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Lets a program that is stopped by SIGINT, SIGTERM or SIGHUP take away what it has not finished:
/// hidden folders and files beside its outputs. It then ends by the signal, as it would have done.
///
/// A thread waits for the signals, so it makes no difference what the others are doing: computing,
/// compiling for a device, or waiting for a disk.
public enum CleanStop {
  /// To be called once, before other threads are started: they must not take the signals.
  public static func install() {
    let signals = UnsafeMutablePointer<sigset_t>.allocate(capacity: 1)
    sigemptyset(signals)
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
      sigaddset(signals, number)
    }
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, signals, &before)
    guard start(signals) else {
      // Without the thread they end the program at once, and leave what there is.
      pthread_sigmask(SIG_SETMASK, &before, nil)
      signals.deallocate()
      return
    }
  }

  /// Whether a signal has no effect, as SIGHUP after `nohup`.
  static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Glibc)
      let handler = action.__sigaction_handler.sa_handler
    #else
      let handler = action.__sigaction_u.__sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Starts the thread, which owns the set from then on.
  private static func start(_ signals: UnsafeMutablePointer<sigset_t>) -> Bool {
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let status = pthread_create(
      &thread, nil,
      { context in
        #if canImport(Glibc)
          let signals = context?.assumingMemoryBound(to: sigset_t.self)
        #else
          let signals: UnsafeMutablePointer<sigset_t>? =
            context.assumingMemoryBound(to: sigset_t.self)
        #endif
        if let signals { CleanStop.wait(for: signals) }
        return nil
      }, signals)
    return status == 0
  }

  private static func wait(for signals: UnsafeMutablePointer<sigset_t>) {
    var number: Int32 = 0
    while sigwait(signals, &number) != 0 {}
    UnfinishedFiles.stop {
      signal(number, SIG_DFL)
      pthread_sigmask(SIG_UNBLOCK, signals, nil)
      kill(getpid(), number)
      // The signal ends the process on its way back to this thread, at the latest here.
      while true { sleep(1) }
    }
  }
}
