import ForeframeOpenCLBackend
import ForeframeOperationTable
import TestSupport
import Testing

/// The operation table and the cells on an OpenCL device, against the evaluator.
@Suite struct AgreementTests {
  static let rows = OperationTable.cases + CellTable.cases
  private static let usual =
    TestExtent.rows(
      OperationTable.cases, usuallyEvery: 4, andFirstOf: { $0.name.split(separator: " ").first })
    + TestExtent.rows(CellTable.cases, usuallyEvery: 4)

  private static let trainings = TestExtent.rows(TrainingTable.casesOnDevices, usuallyEvery: 2)

  private static let kernels: Void = SharedBackend.build(
    usual.map { $0.trial(withGradients: true) } + trainings)

  /// In poisoned memory: nothing unwritten is read, nothing outside is written. The native kernels have the
  /// same texts and go through every row in every run, so that a part of them is enough here as a rule.
  @Test(arguments: usual)
  func agreesWithTheEvaluator(row: OperationCase) throws {
    Self.kernels
    let trial = row.trial(withGradients: true)
    let reference = trial.reference()
    let found = try SharedBackend.with { backend in
      try ProgramGuard(trial, compileTarget: backend.compileTarget).snapshots(on: backend)
    }
    let deviation = Trial.deviation(found, reference, trial.name)
    #expect(deviation.largest <= 2e-5, "\(deviation)")
    let isEqual = found[0] == found[1]
    #expect(isEqual, "two runs differ")
  }

  /// Winograd's algorithm wherever there is one, even where it would not pay.
  @Test(arguments: rows.filter { $0.canUseWinograd })
  func agreesWithWinogradEverywhere(row: OperationCase) throws {
    let trial = row.trial(withGradients: true)
    let found = try SharedBackend.with { backend in
      var compileTarget = backend.compileTarget
      compileTarget.winograd = .always
      return try ProgramGuard(trial, compileTarget: compileTarget).snapshots(on: backend)
    }
    let deviation = Trial.deviation(found, trial.reference(), trial.name)
    #expect(deviation.largest <= 5e-5, "\(deviation)")
  }

  /// Three optimiser steps of small networks, in poisoned memory.
  @Test(arguments: trainings)
  func trainsAsTheEvaluatorDoes(trial: Trial) throws {
    Self.kernels
    let reference = trial.reference()
    let found = try SharedBackend.with { backend in
      try ProgramGuard(trial, compileTarget: backend.compileTarget).snapshots(on: backend)
    }
    let deviation = Trial.deviation(found, reference, trial.name)
    #expect(deviation.largest <= 5e-5, "\(deviation)")
  }
}
