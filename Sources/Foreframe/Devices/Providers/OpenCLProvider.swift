import ForeframeGraphCompiler
import ForeframeKernelTexts
import ForeframeOpenCLBackend

/// Devices that the OpenCL library of this machine offers.
package struct OpenCLProvider: BackendProvider {
  package let name = "OpenCL"
  package let word = "opencl"
  package var requests: [String] { [word, "\(word):INDEX", "\(word):NAME"] }

  package init() {}

  package func list() -> DeviceList {
    let list = OpenCLDeviceList()
    let devices = list.devices.enumerated().map { Device($0.element, number: $0.offset) }
    return DeviceList(devices: devices, problems: list.problems)
  }

  package func select(
    _ name: Substring?, source: String
  ) throws(DeviceError) -> DeviceSelection? {
    // A colon with nothing after it names no device.
    if let name, name.allSatisfy(\.isWhitespace) { return nil }
    let choice = OpenCLDeviceChoice(name ?? "")
    do throws(OpenCLError) {
      let selection = try OpenCLDeviceList().select(choice)
      return DeviceSelection(
        device: Device(selection.device, number: selection.index),
        reason: choice == .automatic ? "\(source): \(selection.reason)" : selection.reason)
    } catch {
      throw .backend(error)
    }
  }

  /// One of them.
  package struct Device: ListedDevice {
    private let device: OpenCLDevice
    package let request: String

    /// - Parameter number: its place in the list of all OpenCL devices.
    package init(_ device: OpenCLDevice, number: Int) {
      self.device = device
      request = "opencl:\(number)"
    }

    package var name: String { device.summary }
    package var kind: DeviceKind { device.kind }
    package var obstacle: String? { device.obstacle }
    package var facts: [DeviceFact] { device.facts }
    package var programKeeping: ProgramKeeping? {
      ProgramKeeping(platform: device.platform.name)
    }

    package func open(_ wishes: BackendChoice.Wishes) throws(DeviceError) -> any Backend {
      do throws(OpenCLError) {
        let backend = try OpenCLBackend(
          device: device, family: wishes.family, matrixUnit: wishes.matrixUnit,
          programs: programKeeping.flatMap { ProgramCache($0, wishes.programs) })
        backend.epilogues = wishes.epilogues
        return backend
      } catch {
        throw .backend(error)
      }
    }
  }
}
