import OpenCLBackend
import Synchronization

/// One backend for all agreement tests, so that kernels are built once; one test at a time.
enum SharedBackend {
  /// Guarded by the mutex alone.
  private struct Holder: @unchecked Sendable {
    var backend: OpenCLBackend?
  }

  private static let holder = Mutex(Holder())

  /// Runs `body` with the backend, made when it is first wanted.
  static func with<Result: Sendable>(
    _ body: (OpenCLBackend) throws -> Result
  ) throws -> Result {
    try holder.withLock { holder in
      let backend: OpenCLBackend
      if let known = holder.backend {
        backend = known
      } else {
        backend = try TestDevices.backend()
        holder.backend = backend
      }
      return try body(backend)
    }
  }
}
