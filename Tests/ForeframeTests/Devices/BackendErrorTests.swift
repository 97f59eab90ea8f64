import Foreframe
import ForeframeCPUBackend
import ForeframeGraphCompiler
import ForeframeOpenCLBackend
import Testing

/// How a command ends because of a device.
@Suite struct BackendErrorTests {
  @Test func whatTheDeviceCannotDoIsUnavailable() {
    let errors: [any BackendError] = [
      CPUBackend.Failure.noMemory(bytes: 3 << 20), CPUBackend.Failure.noThreads,
      OpenCLError.libraryMissing(tried: []), OpenCLError.unsuitable(device: "A", reason: "b"),
      OpenCLError.outOfMemory(bytes: 2, memory: 1, device: "A"),
      OpenCLError.build(program: "p", log: "l", code: -11, device: "A"),
      OtherDevice.Failure(),
    ]
    for error in errors { #expect(UserError(error).exitStatus == .unavailable, "\(error)") }
  }

  @Test func whatShouldHaveWorkedIsAFailure() {
    let errors: [any BackendError] = [
      OpenCLError.call(function: "clFinish", code: -5, device: "A"),
      OpenCLError.outside(offset: 1, count: 2, arenaCount: 2),
    ]
    for error in errors { #expect(UserError(error).exitStatus == .failed, "\(error)") }
    // While a device is being chosen, another one may do instead.
    #expect(UserError(DeviceError.backend(errors[0])).exitStatus == .unavailable)
  }

  @Test func messagesAreSentences() {
    let memory = CPUBackend.Failure.noMemory(bytes: 3 << 20)
    #expect(
      UserError(memory).message
        == "not enough memory: the network and its frames need 3 MiB at once")
    let call = OpenCLError.call(function: "clFinish", code: -5, device: "A")
    #expect(UserError(call).message == "clFinish failed on A: CL_OUT_OF_RESOURCES (-5)")
    #expect(UserError(DeviceError.backend(call)).message == UserError(call).message)
  }
}
