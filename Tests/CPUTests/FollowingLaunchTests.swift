import ForeframeCPUBackend
import ForeframeGraphCompiler
import ForeframeOperationTable
import ForeframeTensorGraph
import TestSupport
import Testing

/// Launches that run pixel by pixel after a convolution (`Launch.follows`).
@Suite struct FollowingLaunchTests {
  private static let cells = ConvolutionalCells.cases(
    images: (2, 11, 13), timeSteps: 3, sizes: [(3, 16), (5, 16)], range: -0.6...0.6)

  private static let residual = OperationCase("residual", range: -0.6...0.6) { b in
    let w = b.variable([3, 3, 16, 16])
    return [(0..<3).reduce(b.variable([2, 11, 13, 16])) { h, _ in tanh(h.convolved(w)) + h }]
  }

  /// Groups of few tiles, shared out between threads.
  private static func compileTarget(_ graph: Graph, _ backend: CPUBackend) -> CompileTarget {
    var compileTarget = backend.compileTarget
    compileTarget.choices = ConvolutionChoices()
    for id in graph.nodes.indices {
      if let shape = ConvolutionShape(graph, id), compileTarget.canTransform(shape) {
        compileTarget.choices[shape] = .winograd(WinogradCut(mostTiles: 12, order: .tiles))
      }
    }
    return compileTarget
  }

  /// The same bytes as one launch after the other, whatever the number of threads. In `make test` some of
  /// the cells: the evaluator takes seconds for each.
  @Test(arguments: TestExtent.rows(cells, usuallyEvery: 3) + [residual])
  func followingChangesNothing(row: OperationCase) throws {
    let trial = row.trial(withGradients: true)
    let reference = trial.reference()
    for instructionSet in CPUSettings.instructionSets {
      for threads in CPUSettings.threads {
        let backend = try CPUBackend(threads: threads, instructionSet: instructionSet)
        let compileTarget = Self.compileTarget(trial.graph, backend)
        let program = ProgramCompiler.compile(trial.graph, for: compileTarget)
        let follows = program.step.contains { $0.follows }
        #expect(follows, "\(backend.summary)")
        let guarded = try ProgramGuard(trial, compileTarget: compileTarget)
        let apart = try guarded.snapshotsByLaunch(on: backend)
        let deviation = Trial.deviation(apart, reference, trial.name)
        #expect(deviation.largest <= 5e-5, "\(backend.summary): \(deviation)")
        let isEqual = try guarded.snapshots(on: backend) == apart
        #expect(isEqual, "\(backend.summary)")
      }
    }
  }
}
