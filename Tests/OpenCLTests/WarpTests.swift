import ForeframeGraphCompiler
import ForeframeOperationTable
import TestSupport
import Testing

/// Warps by displacements that lead nowhere, on an OpenCL device.
@Suite struct WarpTests {
  /// Nothing traps or is written outside, and what is no number stays where it is.
  @Test(arguments: WarpTrials.hostile, [KernelFamily?.none, .gpu])
  func takesEveryDisplacement(trial: Trial, family: KernelFamily?) throws {
    let found = try SharedBackend.with(family) { backend in
      try ProgramGuard(trial, compileTarget: backend.compileTarget).snapshots(on: backend)
    }
    #expect(WarpTrials.difference(found, trial.reference()) == nil)
  }
}
