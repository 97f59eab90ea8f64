import ForeframeCPUBackend
import ForeframeGraphCompiler
import ForeframeOperationTable
import ForeframeTensorGraph
import TestSupport
import Testing

/// Products of operands rounded to bf16, on processors that have them.
@Suite(.enabled(if: CPUSettings.hasBF16, "needs a processor that multiplies bf16"))
struct BF16Tests {
  static let rows = OperationTable.cases.filter { $0.trial(withGradients: true).usesBF16 }
  static let cells = CellTable.cases.filter { $0.trial(withGradients: true).usesBF16 }
  /// Rows with nothing before their products that could be rounded differently.
  static let singleProducts = rows.filter { $0.trial(withGradients: false).multipliesGivenNumbers }

  private func backend(threads: Int) throws -> (CPUBackend, CompileTarget) {
    let backend = try CPUBackend(threads: threads)
    backend.precision = .bf16
    var compileTarget = backend.compileTarget
    #expect(compileTarget.bf16 == .wherePaying)
    compileTarget.bf16 = .always
    return (backend, compileTarget)
  }

  /// Near the evaluator, which rounds nothing; the same bytes whatever the number of threads; no
  /// launch reads or writes what the plan does not know of.
  @Test(arguments: rows)
  func agreesWithTheEvaluator(row: OperationCase) throws {
    try agrees(row, within: Precision.bf16.tolerance)
  }

  /// Cells over several time steps, with gradients through all of them: the errors of some ten products
  /// one after the other add up.
  @Test(arguments: cells)
  func cellsAgreeWithTheEvaluator(row: OperationCase) throws {
    try agrees(row, within: 2 * Precision.bf16.tolerance)
  }

  private func agrees(_ row: OperationCase, within bound: Double) throws {
    let trial = row.trial(withGradients: true)
    let reference = trial.reference()
    var single: [Trial.Snapshot<Float>]?
    for threads in CPUSettings.threads {
      let (backend, compileTarget) = try backend(threads: threads)
      let guarded = try ProgramGuard(trial, compileTarget: compileTarget)
      let found = try guarded.snapshotsByLaunch(on: backend)
      let deviation = Trial.deviation(found, reference, trial.name, in: .magnitude)
      #expect(deviation.largest <= bound, "\(backend.summary): \(deviation)")
      let whole = try guarded.snapshots(on: backend)
      let isEqual = whole == found
      #expect(isEqual, "\(backend.summary): a launch depends on what was there before")
      if let single {
        let isEqual = found == single
        #expect(isEqual, "\(backend.summary) differs from one thread")
      } else {
        single = found
      }
    }
  }

  /// Operands are rounded indeed: otherwise the bound above would say nothing about this mode.
  @Test(arguments: rows + cells)
  func differsFromFloat32(row: OperationCase) throws {
    let trial = row.trial(withGradients: true)
    let (backend, compileTarget) = try backend(threads: 2)
    let deviation = Trial.deviation(
      try trial.snapshots(on: backend, compileTarget: compileTarget), trial.reference(), trial.name)
    #expect(deviation.largest > 2e-4, "\(deviation)")
  }

  /// Where rounding has nothing to do, the products are as exact as in float32.
  @Test(arguments: singleProducts)
  func roundedOperandsLoseNothing(row: OperationCase) throws {
    var trial = row.trial(withGradients: false)
    trial.parameters = trial.parameters.mapValues { $0.map(Precision.bf16.rounded) }
    trial.inputs = trial.inputs.mapValues { $0.map(Precision.bf16.rounded) }
    let (backend, compileTarget) = try backend(threads: 2)
    let deviation = Trial.deviation(
      try trial.snapshots(on: backend, compileTarget: compileTarget), trial.reference(), trial.name)
    #expect(deviation.largest <= Precision.fp32.tolerance, "\(deviation)")
  }

  @Test func thereIsSomethingToTest() {
    #expect(Self.rows.count > 60)
    #expect(Self.singleProducts.count > 30)
  }

  /// Three optimiser steps of small networks, launch by launch and as a whole, on 1 and 3 threads.
  @Test(arguments: TrainingTable.cases)
  func trainingIsReproducible(trial: Trial) throws {
    let (single, compileTarget) = try backend(threads: 1)
    let guarded = try ProgramGuard(trial, compileTarget: compileTarget)
    let found = try guarded.snapshotsByLaunch(on: single)
    let (several, otherGeometry) = try backend(threads: 3)
    let isEqual = found == (try trial.snapshots(on: several, compileTarget: otherGeometry))
    #expect(isEqual)
  }

  /// To the nearest, ties to even, beyond the largest number, and what is no number.
  @Test func roundingIsToNearestEven() throws {
    let tie = Float(1 + 1.0 / 256)
    let cases: [(Float, Float)] = [
      (1, 1), (tie, 1), (tie.nextUp, 1 + 1.0 / 128), (tie.nextDown, 1),
      (1 + 3.0 / 256, 1 + 1.0 / 64), (-tie, -1), (0, 0), (.leastNormalMagnitude / 2, 0),
      (.greatestFiniteMagnitude, .infinity), (.infinity, .infinity), (.nan, .nan),
    ]
    let (backend, compileTarget) = try backend(threads: 1)
    for (given, expected) in cases {
      // Odd numbers of rows, columns and channels: each is padded to pairs or vectors.
      let graph = GraphBuilder()
      graph.output("y", graph.input("x", [1, 1]).matmul(graph.input("w", [1, 1])))
      let program = ProgramCompiler.compile(graph.graph(), for: compileTarget)
      #expect(program.usesBF16)
      let executor = try Executor(program, on: backend)
      for (x, w) in [(given, Float(1)), (1, given)] {
        try executor.setInput("x", [x])
        try executor.setInput("w", [w])
        try executor.run()
        let found = try executor.output("y")[0]
        #expect(found == expected || (found.isNaN && expected.isNaN), "\(given): \(found)")
      }
    }
  }
}
