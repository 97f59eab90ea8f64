import ForeframeGraphCompiler
import ForeframeOpenCLBackend
import ForeframeOperationTable
import TestSupport
import Testing

/// Products for GPUs that put their sums through a tape, against the evaluator and against the two
/// launches that they stand for.
@Suite struct GPUEpilogueTests {
  private static let recurrences = ConvolutionalCells.cases(
    images: (3, 7, 9), timeSteps: 2, sizes: [(3, 5), (5, 36)], range: -0.4...0.4)

  private static let tapes = (1...4).map {
    OperationTable.gates($0, images: [3, 7, 9, 6], channels: 5)
  }

  private static let dense = CellTable.cases.filter { $0.name.contains("LSTM") }.prefix(4)

  /// In `make test` tapes of two and three gates, and some of the recurrences; one to four gates are also
  /// rows of the operation table.
  static let rows = convolutional + TestExtent.rows(Array(dense), usuallyAt: [0])
  private static let convolutional =
    TestExtent.rows(recurrences, usuallyAt: [3]) + TestExtent.rows(tapes, usuallyAt: [1, 2])

  /// In `make test` the larger tiles run one tape.
  private static let rowsAndTiles: [(OperationCase, GPUTile)] = rows.flatMap { row in
    TestExtent.rows(GPUTile.allCases) { $0 == .small || row.name == tapes[2].name }
      .map { (row, $0) }
  }

  private static let kernels: Void = SharedBackend.build(.gpu) { target in
    rowsAndTiles.flatMap { row, tile in
      [1, 3].flatMap { parts in
        [EpilogueUse.always, .never].map { use in
          ProgramCompiler.compile(
            row.trial(withGradients: true).graph,
            for: target.with(use, GPUTiling(tile: tile, splits: parts), .never))
        }
      }
    }
  }

  private func snapshots(
    _ trial: Trial, _ use: EpilogueUse, _ cut: GPUTiling, _ winograd: WinogradUse,
    _ precision: Precision = .fp32
  ) throws -> (found: [Trial.Snapshot<Float>], launches: Int) {
    Self.kernels
    return try SharedBackend.with(.gpu) { backend in
      let compileTarget = backend.compileTarget.with(use, cut, winograd, precision)
      let program = ProgramCompiler.compile(trial.graph, for: compileTarget)
      let found = try ProgramGuard(trial, compileTarget: compileTarget).snapshots(on: backend)
      return (found, program.step.count)
    }
  }

  /// The same bytes as two launches, in every tile, whole and in parts, with gradients and without (in
  /// `make test` with them).
  @Test(arguments: rowsAndTiles)
  func fusingChangesNothing(row: OperationCase, tile: GPUTile) throws {
    for withGradients in TestExtent.rows([false, true], usuallyAt: [1]) {
      let trial = row.trial(withGradients: withGradients)
      let reference = trial.reference()
      for parts in [1, 3] {
        let cut = GPUTiling(tile: tile, splits: parts)
        let fused = try snapshots(trial, .always, cut, .never)
        let separate = try snapshots(trial, .never, cut, .never)
        #expect(fused.launches < separate.launches)
        let isEqual = fused.found == separate.found
        #expect(isEqual, "\(parts) parts")
        let deviation = Trial.deviation(fused.found, reference, trial.name)
        #expect(deviation.largest <= 2e-5, "\(parts) parts: \(deviation)")
      }
    }
  }

  /// The same after Winograd's algorithm.
  @Test(arguments: convolutional)
  func outputsOfWinogradsAlgorithm(row: OperationCase) throws {
    let trial = row.trial(withGradients: true)
    let cut = GPUTiling(tile: .small, splits: 1)
    let fused = try snapshots(trial, .always, cut, .always)
    let separate = try snapshots(trial, .never, cut, .always)
    #expect(fused.launches < separate.launches)
    let isEqual = fused.found == separate.found
    #expect(isEqual)
    let deviation = Trial.deviation(fused.found, trial.reference(), trial.name)
    #expect(deviation.largest <= 5e-5, "\(deviation)")
  }

  /// With the layout of matrix instructions; in `make test` in the smallest tile.
  @Test(
    arguments: [Precision.tf32, .bf16], TestExtent.rows(GPUTile.allCases) { $0 == .small })
  func sumsOfMatrixInstructions(precision: Precision, tile: GPUTile) throws {
    for row in TestExtent.rows(Self.recurrences + Self.tapes, usuallyAt: [8]) {
      let trial = row.trial(withGradients: false)
      for parts in [1, 2] {
        let cut = GPUTiling(tile: tile, splits: parts)
        let fused = try snapshots(trial, .always, cut, .never, precision)
        let separate = try snapshots(trial, .never, cut, .never, precision)
        #expect(fused.launches < separate.launches)
        let isEqual = fused.found == separate.found
        #expect(isEqual, "\(row), \(parts) parts")
      }
    }
  }

  /// Every launch alone in memory that holds nothing but what it says it reads.
  @Test(arguments: rows)
  func launchesSayWhatTheyTouch(row: OperationCase) throws {
    let trial = row.trial(withGradients: true)
    for parts in [1, 3] {
      let found = try SharedBackend.with(.gpu) { backend in
        let compileTarget = backend.compileTarget.with(
          .always, GPUTiling(tile: .small, splits: parts), .never)
        return try ProgramGuard(trial, compileTarget: compileTarget).snapshotsByLaunch(on: backend)
      }
      let deviation = Trial.deviation(found, trial.reference(), trial.name)
      #expect(deviation.largest <= 2e-5, "\(parts) parts: \(deviation)")
    }
  }
}

extension CompileTarget {
  fileprivate func with(
    _ use: EpilogueUse, _ cut: GPUTiling, _ winograd: WinogradUse, _ precision: Precision = .fp32
  ) -> Self {
    var target = self
    target.epilogues = use
    target.tiling = cut
    target.winograd = winograd
    target.precision = precision
    return target
  }
}
