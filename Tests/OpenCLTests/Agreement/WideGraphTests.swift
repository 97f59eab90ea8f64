import ForeframeGraphCompiler
import ForeframeOperationTable
import TestSupport
import Testing

/// Pointwise groups that are too large for one launch: their views are arguments of a kernel, and a
/// device need not take more than 1,024 bytes of them.
@Suite struct WideGraphTests {
  /// In `make test` the first of them, 500 losses: the text of a wide kernel compiles for seconds.
  @Test(arguments: TestExtent.rows(WideGraphs.cases, usuallyAt: [0]), KernelFamily.allCases)
  func agreesWithTheEvaluator(row: OperationCase, family: KernelFamily) throws {
    let trial = row.trial(withGradients: true)
    let found = try SharedBackend.with(family) { try trial.snapshots(on: $0) }
    let deviation = Trial.deviation(found, trial.reference(), trial.name)
    #expect(deviation.largest <= 2e-5, "\(deviation)")
  }
}
