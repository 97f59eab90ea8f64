import ForeframeCPUBackend
import TestSupport
import Testing

/// Every instruction set of this processor against PyTorch.
@Suite struct GoldenTests {
  @Test(arguments: GoldenTable.cases + GoldenTraining.cases)
  func agreesWithPyTorch(golden: GoldenCase) throws {
    let trial = try golden.make()
    for instructionSet in CPUSettings.instructionSets {
      let backend = try CPUBackend(threads: 2, instructionSet: instructionSet)
      let deviation = try trial.deviation(on: backend)
      #expect(deviation.largest <= 1e-5, "\(instructionSet): \(deviation)")
    }
  }
}
