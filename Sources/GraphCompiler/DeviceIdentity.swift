/// What measurements on a device are filed under.
public struct DeviceIdentity: Hashable, Sendable {
  /// Device and driver version: the very device.
  public var name: String
  public var driver: String
  /// Devices for which the same choices are good: the processor's family and what runs on it.
  public var family: String

  public init(name: String, driver: String, family: String) {
    self.name = name
    self.driver = driver
    self.family = family
  }
}
