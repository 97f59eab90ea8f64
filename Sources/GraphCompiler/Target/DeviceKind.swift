/// What kind of hardware a device is.
public enum DeviceKind: String, Hashable, Sendable, CaseIterable {
  case gpu = "GPU"
  case accelerator
  /// The processor that this program runs on, whatever language its kernels are in.
  case cpu = "CPU"
  case other
}
