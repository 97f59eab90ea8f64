import ForeframeCPUBackend
import Foreframe
import ForeframeGraphCompiler
import ForeframeOperationTable
import TestSupport
import Testing

/// How evenly threads share the work of one sequence, where there is least of it.
///
/// Counted, so that it holds on any machine: the processor need not have as many cores.
@Suite struct WorkSplitTests {
  struct Row: CustomTestStringConvertible {
    var size: ModelBenchmark.Size
    var task: ModelBenchmark.Task
    var threads: Int
    /// The least share of the threads' time that work must fill.
    var bound: Double

    var testDescription: String { "\(size), \(task), \(threads) threads" }
  }

  /// `small` has 16 tiles of four blocks for each launch: no more than 12 register tiles.
  private static let rows = [
    Row(size: .openstl, task: .infer, threads: 2, bound: 0.99),
    Row(size: .openstl, task: .train, threads: 2, bound: 0.99),
    Row(size: .openstl, task: .infer, threads: 16, bound: 0.95),
    Row(size: .openstl, task: .train, threads: 16, bound: 0.95),
    Row(size: .full64, task: .infer, threads: 16, bound: 0.95),
    Row(size: .full64, task: .train, threads: 16, bound: 0.85),
    Row(size: .paper, task: .infer, threads: 16, bound: 0.95),
    Row(size: .paper, task: .train, threads: 16, bound: 0.8),
    Row(size: .small, task: .infer, threads: 16, bound: 0.7),
    Row(size: .small, task: .train, threads: 16, bound: 0.5),
  ]

  @Test(arguments: rows) func threadsAreKeptBusy(row: Row) throws {
    let network = ModelBenchmark(size: row.size, batch: 1, task: row.task, runs: 1).network
    for instructionSet in CPUSettings.instructionSets {
      let backend = try CPUBackend(threads: row.threads, instructionSet: instructionSet)
      let program = ProgramCompiler.compile(network.graph, for: backend.compileTarget)
      let balance = try #require(backend.load(program).balance)
      #expect(balance >= row.bound, "\(backend.summary): \(balance)")
      #expect(balance <= 1)
    }
  }

  /// Cut for more threads than there are blocks of channels.
  @Test(arguments: (OperationTable.cases + CellTable.cases).filter { $0.canUseWinograd })
  func sixteenThreadsAgreeWithTheEvaluator(row: OperationCase) throws {
    let backend = try CPUBackend(threads: 16)
    var compileTarget = backend.compileTarget
    compileTarget.winograd = .always
    let trial = row.trial(withGradients: true)
    let found = try ProgramGuard(trial, compileTarget: compileTarget).snapshots(on: backend)
    let deviation = Trial.deviation(found, trial.reference(), trial.name)
    #expect(deviation.largest <= 5e-5, "\(deviation)")
  }
}
