import ForeframeCPUBackend
import ForeframeGraphCompiler
import ForeframeKernelTexts

/// The native path: kernels that are part of this program, on this processor.
struct NativeProvider: BackendProvider {
  let name = "the native path"
  let word = "cpu"
  var requests: [String] { [word] }

  func list() -> DeviceList { DeviceList(devices: [Device(request: word)], problems: []) }

  func select(_ name: Substring?, source: String) -> DeviceSelection? {
    guard name == nil else { return nil }
    return DeviceSelection(device: Device(request: word), reason: source)
  }

  private struct Device: ListedDevice {
    let request: String
    let name = "CPU"
    let kind = DeviceKind.cpu
    let obstacle: String? = nil
    /// None: only the opened backend knows its instruction set and threads.
    let facts: [DeviceFact] = []
    let programKeeping: ProgramKeeping? = nil

    func open(_ wishes: BackendChoice.Wishes) throws(DeviceError) -> any Backend {
      do throws(CPUBackend.Failure) {
        return try CPUBackend(threads: wishes.threads)
      } catch {
        throw .backend(error)
      }
    }
  }
}
