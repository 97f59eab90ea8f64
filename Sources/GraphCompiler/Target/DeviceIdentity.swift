/// What measurements on a device are filed under.
public struct DeviceIdentity: Hashable, Sendable {
  /// Device and driver version: the very device, with the kernels that it runs if that is a choice.
  public var name: String
  public var driver: String
  /// Devices for which the same choices are good: the processor's family and what runs on it.
  public var family: String
  /// The kernels that were measured.
  public var kernels: KernelFamily

  public init(
    name: String, driver: String, family: String, kernels: KernelFamily = .processor
  ) {
    self.name = name
    self.driver = driver
    self.family = family
    self.kernels = kernels
  }
}
