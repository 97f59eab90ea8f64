import Foreframe
import ForeframeCPUBackend
import ForeframeGraphCompiler
import ForeframeKernelTexts

/// A GPU of a backend that this program does not have: what a second device language would list.
struct OtherDevice: ListedDevice {
  struct Failure: BackendError {
    let message = "the driver does not answer"
    let isUnavailable = true
  }

  var request = "other:0"
  var name: String { "Other \(request)" }
  let kind = DeviceKind.gpu
  let obstacle: String? = nil
  let facts: [DeviceFact] = []
  let programKeeping: ProgramKeeping? = .ours
  /// Why it cannot be opened.
  var failure: Failure?

  func open(_ wishes: BackendChoice.Wishes) throws(DeviceError) -> any Backend {
    if let failure { throw .backend(failure) }
    do throws(CPUBackend.Failure) {
      return try OtherBackend(name)
    } catch {
      throw .backend(error)
    }
  }
}

/// The backend of an ``OtherDevice``, which computes on the processor.
final class OtherBackend: Backend, KernelBuilder {
  private let backend: CPUBackend
  let deviceName: String
  var summary: String { "\(deviceName), opened" }
  let kind = DeviceKind.gpu
  let precisions = [Precision.fp32]
  var winograd = WinogradUse.wherePaying
  var precision = Precision.fp32
  var choices = ConvolutionChoices()
  var compileTarget: CompileTarget { backend.compileTarget }
  var identity: DeviceIdentity { DeviceIdentity(name: deviceName, driver: "7", family: "other") }
  var kernelsKey: ProgramKey {
    ProgramKey(fields: [ProgramKey.Field(name: "device", value: deviceName)])
  }
  let programs: (any ProgramStore)? = nil

  init(_ name: String) throws(CPUBackend.Failure) {
    deviceName = name
    backend = try CPUBackend(threads: 1)
  }

  func load(_ program: Program) throws -> any LoadedProgram { try backend.load(program) }
}
