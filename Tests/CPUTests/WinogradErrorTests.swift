import ForeframeCPUBackend
import ForeframeGraphCompiler
import ForeframeOperationTable
import TestSupport
import Testing

/// The accuracy of Winograd's algorithm on this processor.
@Suite struct WinogradErrorTests {
  @Test(arguments: WinogradErrors.rows)
  func errorsAreSmall(row: OperationCase) throws {
    let trial = row.trial(withGradients: false)
    let expected = try #require(trial.reference()[0].outputs["y0"])
    for instructionSet in CPUSettings.instructionSets {
      let backend = try CPUBackend(threads: 2, instructionSet: instructionSet)
      backend.winograd = .always
      let found = try #require(try trial.snapshots(on: backend)[0].outputs["y0"])
      let errors = WinogradErrors(found, expected)
      #expect(errors.largest <= 5e-5, "\(instructionSet): largest \(errors.largest)")
      #expect(errors.rms <= 2e-6, "\(instructionSet): rms \(errors.rms)")
    }
  }
}
