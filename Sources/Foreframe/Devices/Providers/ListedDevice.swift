import ForeframeGraphCompiler
import ForeframeKernelTexts

/// A device of this machine, whether it can be used or not.
package protocol ListedDevice: Sendable {
  /// What `--device` takes for it.
  var request: String { get }
  /// For people.
  var name: String { get }
  var kind: DeviceKind { get }
  /// Why it cannot be used; nil if it can.
  var obstacle: String? { get }
  /// What is known about it without opening it.
  var facts: [DeviceFact] { get }
  /// Who keeps the kernels that it builds; nil for a device whose kernels are part of this program.
  var programKeeping: ProgramKeeping? { get }
  /// Makes the device ready to run programs.
  func open(_ wishes: BackendChoice.Wishes) throws(DeviceError) -> any Backend
}
