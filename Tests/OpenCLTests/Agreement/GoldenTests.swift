import TestSupport
import Testing

/// An OpenCL device against PyTorch.
@Suite struct GoldenTests {
  @Test(arguments: GoldenTable.casesOnDevices)
  func agreesWithPyTorch(golden: GoldenCase) throws {
    let trial = try golden.make()
    let deviation = try SharedBackend.with { try trial.deviation(on: $0) }
    #expect(deviation.largest <= 1e-5, "\(deviation)")
  }
}
