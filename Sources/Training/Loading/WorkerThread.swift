#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A thread that runs one closure and is waited for.
struct WorkerThread: Sendable {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  #if canImport(Glibc)
    private let handle: pthread_t
  #else
    // A pointer that only names the thread.
    private nonisolated(unsafe) let handle: pthread_t
  #endif

  /// Starts a thread; nil if the system allows no more.
  init?(_ run: @escaping @Sendable () -> Void) {
    let body = Unmanaged.passRetained(Body(run))
    #if canImport(Glibc)
      var handle = pthread_t()
      let status = pthread_create(&handle, nil, { Self.enter($0) }, body.toOpaque())
    #else
      var handle: pthread_t?
      let status = pthread_create(&handle, nil, { Self.enter($0) }, body.toOpaque())
    #endif
    guard status == 0 else {
      body.release()
      return nil
    }
    #if canImport(Glibc)
      self.handle = handle
    #else
      guard let handle else { return nil }
      self.handle = handle
    #endif
  }

  private static func enter(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
    return nil
  }

  /// Waits until the closure has returned. At most once.
  func join() { pthread_join(handle, nil) }
}
