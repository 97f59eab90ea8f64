import ForeframeCPUBackend
import ForeframeOperationTable
import TestSupport
import Testing

/// Programs that nobody would write by hand: random graphs, three runs each, against the evaluator,
/// launch by launch in poisoned memory.
@Suite struct RandomGraphTests {
  @Test(arguments: 0..<150)
  func agreesWithTheEvaluator(seed: Int) throws {
    let trial = RandomGraph.trial(seed: seed, operations: 4 + seed % 24)
    let reference = trial.reference()
    let backend = try CPUBackend(threads: 2)
    let found = try trial.snapshots(on: backend)
    let deviation = Trial.deviation(found, reference, trial.name, floor: 0.01)
    #expect(deviation.largest <= 1e-4, "\(deviation)")
    let guarded = try ProgramGuard(trial, compileTarget: backend.compileTarget).snapshotsByLaunch(
      on: backend)
    let isEqual = guarded == found
    #expect(isEqual, "a launch depends on memory that it does not say it reads")
  }
}
