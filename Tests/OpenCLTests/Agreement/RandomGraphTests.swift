import ForeframeOpenCLBackend
import ForeframeOperationTable
import TestSupport
import Testing

/// Programs that nobody would write by hand, on an OpenCL device in poisoned memory.
@Suite struct RandomGraphTests {
  @Test(arguments: TestExtent.rows(Array(0..<25), usuallyEvery: 4))
  func agreesWithTheEvaluator(seed: Int) throws {
    let trial = RandomGraph.trial(seed: 20_000 + seed, operations: 10 + seed % 16)
    let reference = trial.reference()
    let found = try SharedBackend.with { backend in
      try ProgramGuard(trial, compileTarget: backend.compileTarget).snapshots(on: backend)
    }
    let deviation = Trial.deviation(found, reference, trial.name, floor: 0.01)
    #expect(deviation.largest <= 1e-4, "\(deviation)")
  }
}
