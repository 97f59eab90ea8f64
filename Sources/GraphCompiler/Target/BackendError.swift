/// An error of a backend.
public protocol BackendError: Error {
  /// One sentence for people; it names the device or the call.
  var message: String { get }
  /// Whether the device cannot do what was asked for, so that another device may; otherwise something
  /// failed that should have worked.
  var isUnavailable: Bool { get }
}
