import Foreframe
import ForeframeGraphCompiler
import ForeframeOpenCLBackend
import ForeframeOperationTable
import TestSupport
import Testing

/// Winograd's algorithm in the kernels for GPUs.
@Suite struct GPUWinogradTests {
  private static let rows = TestExtent.rows(
    (OperationTable.cases + CellTable.cases).filter(\.canUseWinograd), usuallyEvery: 2)

  private static let kernels: Void = SharedBackend.build(.gpu) { target in
    var target = target
    target.winograd = .always
    return rows.map { ProgramCompiler.compile($0.trial(withGradients: true).graph, for: target) }
  }

  /// Wherever there is one, even where it would not pay: each launch alone in memory that holds nothing
  /// but what it says it reads, and all together in poisoned memory. In `make test` every second of them.
  @Test(arguments: rows)
  func agreesWithTheEvaluatorEverywhere(row: OperationCase) throws {
    Self.kernels
    let trial = row.trial(withGradients: true)
    let (apart, whole) = try SharedBackend.with(.gpu) { backend in
      var compileTarget = backend.compileTarget
      compileTarget.winograd = .always
      let program = ProgramCompiler.compile(trial.graph, for: compileTarget)
      #expect(program.usesWinograd)
      let guarded = try ProgramGuard(trial, compileTarget: compileTarget)
      return (
        try guarded.snapshotsByLaunch(on: backend), try guarded.snapshots(on: backend)
      )
    }
    let deviation = Trial.deviation(apart, trial.reference(), trial.name)
    #expect(deviation.largest <= 5e-5, "\(deviation)")
    let isEqual = apart == whole
    #expect(isEqual, "a launch depends on what was there before")
  }

  /// Products in every tile, whole and in parts. In `make test` in the middle tile: the product's kernel
  /// is that of `GPUAgreementTests`, which runs it in every tile.
  @Test(
    arguments: TestExtent.rows(OperationTable.transformed, usuallyEvery: 5),
    TestExtent.rows(GPUTile.allCases) { $0 == .medium })
  func agreesInEveryTile(row: OperationCase, tile: GPUTile) throws {
    let trial = row.trial(withGradients: true)
    for parts in [1, 3] {
      let found = try SharedBackend.with(.gpu) { backend in
        var compileTarget = backend.compileTarget
        compileTarget.winograd = .always
        compileTarget.tiling = GPUTiling(tile: tile, splits: parts)
        return try ProgramGuard(trial, compileTarget: compileTarget).snapshots(on: backend)
      }
      let deviation = Trial.deviation(found, trial.reference(), trial.name)
      #expect(deviation.largest <= 5e-5, "\(parts) parts: \(deviation)")
    }
  }

  /// A driver that is wrong nowhere else must not pass. `make test` has time for the smallest tile
  /// in float32.
  @Test func theSelfTestFindsWhatIsWrongInItAlone() throws {
    let verdict = try SharedBackend.with(.gpu) { backend in
      let memory = TestExtent.isWhole ? nil : GPUTile.small.localBytes
      return SelfTest.run(
        on: SpoiltBackend(
          backend, localMemory: memory, precisions: TestExtent.isWhole ? nil : [.fp32]
        ) { $0.usesWinograd }, .quick)
    }
    #expect(verdict.failures.count == OperationTable.quickTransformed.count, "\(verdict.text)")
    #expect(verdict.failures.allSatisfy { $0.text.contains("winograd") && $0.precision == .fp32 })
  }

  @Test(arguments: WinogradErrors.rows)
  func errorsAreSmall(row: OperationCase) throws {
    let trial = row.trial(withGradients: false)
    let expected = try #require(trial.reference()[0].outputs["y0"])
    let found = try SharedBackend.with(.gpu) { backend in
      var compileTarget = backend.compileTarget
      compileTarget.winograd = .always
      return try trial.snapshots(on: backend, compileTarget: compileTarget)[0].outputs["y0"]
    }
    let errors = WinogradErrors(try #require(found), expected)
    #expect(errors.largest <= 5e-5, "largest \(errors.largest)")
    #expect(errors.rms <= 2e-6, "rms \(errors.rms)")
  }
}
