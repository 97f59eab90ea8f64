import ForeframeGraphCompiler
import ForeframeOpenCLBackend
import ForeframeOperationTable
import TestSupport
import Testing

/// The kernels for GPUs on whatever OpenCL device there is, against the evaluator, PyTorch, and
/// themselves.
@Suite struct GPUAgreementTests {
  /// In `make test` a half of the operations with kernels of this family, each kind of them, and some cells:
  /// pointwise launches are the same kernels in both families, and `AgreementTests` runs them.
  private static let rows =
    TestExtent.rows(
      TestExtent.rows(OperationTable.cases) { hasKernelsForGPUs($0) }, usuallyEvery: 2,
      andFirstOf: { $0.name.split(separator: " ").first })
    + TestExtent.rows(CellTable.cases, usuallyEvery: 4) + GPUTable.cases

  private static let randomTrials = TestExtent.rows(Array(0..<25), usuallyEvery: 4).map {
    RandomGraph.trial(seed: 20_000 + $0, operations: 10 + $0 % 16)
  }

  private static let trainings = TestExtent.rows(TrainingTable.casesOnDevices, usuallyAt: [1, 2])

  private static let kernels: Void = SharedBackend.build(
    rows.map { $0.trial(withGradients: true) } + trainings + randomTrials, .gpu)

  private static let cutRows = Set((GPUTable.products + GPUTable.convolutions).map(\.name))

  private static func hasKernelsForGPUs(_ row: OperationCase) -> Bool {
    guard let compileTarget = try? SharedBackend.with(.gpu, { $0.compileTarget }) else {
      return true
    }
    let program = ProgramCompiler.compile(row.trial(withGradients: true).graph, for: compileTarget)
    return program.step.contains {
      if case .gpu = $0.kernel { true } else { false }
    }
  }

  /// In poisoned memory: nothing unwritten is read, nothing outside is written.
  @Test(arguments: rows)
  func agreesWithTheEvaluator(row: OperationCase) throws {
    Self.kernels
    let trial = row.trial(withGradients: true)
    let found = try SharedBackend.with(.gpu) { backend in
      try ProgramGuard(trial, compileTarget: backend.compileTarget).snapshots(on: backend)
    }
    let deviation = Trial.deviation(found, trial.reference(), trial.name)
    #expect(deviation.largest <= 2e-5, "\(deviation)")
    let isEqual = found[0] == found[1]
    #expect(isEqual, "two runs differ")
  }

  /// Cut as for a device with many compute units: sums in parts. In `make test` those that
  /// `launchesSayWhatTheyTouch` does not run.
  @Test(arguments: TestExtent.rows(GPUTable.cases) { !cutRows.contains($0.name) })
  func agreesWhenCutForALargeDevice(row: OperationCase) throws {
    let trial = row.trial(withGradients: true)
    let found = try SharedBackend.with(.gpu) { backend in
      var compileTarget = backend.compileTarget
      compileTarget.parallelism = 132
      return try ProgramGuard(trial, compileTarget: compileTarget).snapshots(on: backend)
    }
    let deviation = Trial.deviation(found, trial.reference(), trial.name)
    #expect(deviation.largest <= 2e-5, "\(deviation)")
  }

  /// Every tile, whole and in parts, whatever shapes ask for. In `make test` one row, since
  /// `GPULaunchTests` multiply in every tile.
  @Test(arguments: TestExtent.rows(GPUTable.tiled, usuallyAt: [0]), GPUTile.allCases)
  func agreesInEveryTile(row: OperationCase, tile: GPUTile) throws {
    let trial = row.trial(withGradients: true)
    for parts in [1, 3] {
      let found = try SharedBackend.with(.gpu) { backend in
        var compileTarget = backend.compileTarget
        compileTarget.tiling = GPUTiling(tile: tile, splits: parts)
        return try ProgramGuard(trial, compileTarget: compileTarget).snapshots(on: backend)
      }
      let deviation = Trial.deviation(found, trial.reference(), trial.name)
      #expect(deviation.largest <= 2e-5, "\(parts) parts: \(deviation)")
    }
  }

  @Test func ceilingsAreMeasured() throws {
    let ceilings = try SharedBackend.with(.gpu) { try DeviceCeilings(measuredOn: $0) }
    #expect(ceilings.gigaflops > 0.1 && ceilings.gigabytesPerSecond > 0.1)
  }

  /// Every launch alone in memory that holds nothing but what it says it reads.
  @Test(arguments: GPUTable.products + GPUTable.convolutions)
  func launchesSayWhatTheyTouch(row: OperationCase) throws {
    let trial = row.trial(withGradients: true)
    let found = try SharedBackend.with(.gpu) { backend in
      var compileTarget = backend.compileTarget
      compileTarget.parallelism = 132
      return try ProgramGuard(trial, compileTarget: compileTarget).snapshotsByLaunch(on: backend)
    }
    let deviation = Trial.deviation(found, trial.reference(), trial.name)
    #expect(deviation.largest <= 2e-5, "\(deviation)")
  }

  /// Three optimiser steps of small networks, in poisoned memory.
  @Test(arguments: trainings)
  func trainsAsTheEvaluatorDoes(trial: Trial) throws {
    Self.kernels
    let found = try SharedBackend.with(.gpu) { backend in
      try ProgramGuard(trial, compileTarget: backend.compileTarget).snapshots(on: backend)
    }
    let deviation = Trial.deviation(found, trial.reference(), trial.name)
    #expect(deviation.largest <= 5e-5, "\(deviation)")
  }

  @Test(arguments: TestExtent.rows(GoldenTable.casesOnDevices, usuallyEvery: 2))
  func agreesWithPyTorch(golden: GoldenCase) throws {
    let trial = try golden.make()
    let deviation = try SharedBackend.with(.gpu) { try trial.deviation(on: $0) }
    #expect(deviation.largest <= 1e-5, "\(deviation)")
  }

  @Test(arguments: randomTrials)
  func agreesOnRandomGraphs(trial: Trial) throws {
    Self.kernels
    let found = try SharedBackend.with(.gpu) { backend in
      try ProgramGuard(trial, compileTarget: backend.compileTarget).snapshots(on: backend)
    }
    let deviation = Trial.deviation(found, trial.reference(), trial.name, floor: 0.01)
    #expect(deviation.largest <= 1e-4, "\(deviation)")
  }

  /// No kernel for processors is in a program for GPUs.
  @Test(arguments: OperationTable.cases)
  func programsAreOfOneFamily(row: OperationCase) throws {
    let compileTarget = try SharedBackend.with(.gpu) { $0.compileTarget }
    let program = ProgramCompiler.compile(
      row.trial(withGradients: true).graph, for: compileTarget)
    for launch in program.prologue + program.step {
      switch launch.kernel {
      case .gpu, .pointwise: continue
      default: Issue.record("\(launch.label) is for processors")
      }
    }
  }
}
