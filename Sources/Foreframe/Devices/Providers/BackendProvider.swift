/// The devices that one backend of this program runs on.
///
/// A new backend is one more provider, in the list ``BackendProviders``. No other file of this module
/// and of the command line knows which backends there are.
package protocol BackendProvider: Sendable {
  /// The backend's name in sentences.
  var name: String { get }
  /// The word that `--device` takes.
  var word: String { get }
  /// All that `--device` takes for devices of this backend, as help and errors spell it.
  var requests: [String] { get }
  /// Looks for devices. Never fails: what went wrong is in ``DeviceList/problems``.
  func list() -> DeviceList
  /// Picks the device that is asked for.
  ///
  /// - Parameters:
  ///   - name: what follows the word and a colon; nil if there is no colon.
  ///   - source: how the device was asked for, for the reason.
  /// - Returns: nil if no device of this backend is ever called so.
  func select(
    _ name: Substring?, source: String
  ) throws(DeviceError) -> DeviceSelection?
}

/// A device that was picked, and why.
package struct DeviceSelection {
  package var device: any ListedDevice
  /// One sentence.
  package var reason: String
}
