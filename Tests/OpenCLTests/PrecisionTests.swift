import Foreframe
import ForeframeGraphCompiler
import Testing

@Suite struct PrecisionTests {
  @Test func bf16IsRefused() throws {
    #expect {
      try BackendChoice.choose("opencl", precision: .bf16)
    } throws: { error in
      guard case .noSuchPrecision(.bf16, _, offered: [.fp32], _)? = error as? DeviceError else {
        return false
      }
      return true
    }
    #expect(try BackendChoice.choose("opencl").backend.precisions == [.fp32])
  }
}
