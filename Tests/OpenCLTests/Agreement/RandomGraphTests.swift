import ForeframeOpenCLBackend
import ForeframeOperationTable
import TestSupport
import Testing

/// Programs that nobody would write by hand, on an OpenCL device in poisoned memory.
@Suite struct RandomGraphTests {
  private static let trials = TestExtent.rows(Array(0..<25), usuallyEvery: 4).map {
    RandomGraph.trial(seed: 20_000 + $0, operations: 10 + $0 % 16)
  }

  private static let kernels: Void = SharedBackend.build(trials)

  @Test(arguments: trials)
  func agreesWithTheEvaluator(trial: Trial) throws {
    Self.kernels
    let reference = trial.reference()
    let found = try SharedBackend.with { backend in
      try ProgramGuard(trial, compileTarget: backend.compileTarget).snapshots(on: backend)
    }
    let deviation = Trial.deviation(found, reference, trial.name, floor: 0.01)
    #expect(deviation.largest <= 1e-4, "\(deviation)")
  }
}
