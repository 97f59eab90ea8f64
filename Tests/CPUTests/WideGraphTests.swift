import ForeframeCPUBackend
import ForeframeOperationTable
import TestSupport
import Testing

/// Pointwise groups that are too large for one launch, natively.
@Suite struct WideGraphTests {
  @Test(arguments: WideGraphs.cases)
  func agreesWithTheEvaluator(row: OperationCase) throws {
    let trial = row.trial(withGradients: true)
    let reference = trial.reference()
    for instructionSet in CPUSettings.instructionSets {
      let backend = try CPUBackend(threads: 2, instructionSet: instructionSet)
      let deviation = Trial.deviation(try trial.snapshots(on: backend), reference, trial.name)
      #expect(deviation.largest <= 2e-5, "\(backend.summary): \(deviation)")
    }
  }
}
