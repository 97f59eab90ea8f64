import ForeframeCPUBackend
import ForeframeGraphCompiler
import ForeframeOperationTable
import TestSupport
import Testing

/// The operation table and the cells on this processor, against the evaluator.
@Suite struct AgreementTests {
  static let rows = OperationTable.cases + CellTable.cases
  /// Those with a convolution that Winograd's algorithm could do.
  static let winogradRows = rows.filter { $0.canUseWinograd }

  /// Every instruction set, with 1, 2 and 3 threads: near the evaluator, and the same bytes
  /// whatever the number of threads.
  @Test(arguments: rows)
  func agreesWithTheEvaluator(row: OperationCase) throws {
    let trial = row.trial(withGradients: true)
    let reference = trial.reference()
    for instructionSet in CPUSettings.instructionSets {
      var single: [Trial.Snapshot<Float>]?
      for threads in CPUSettings.threads {
        let backend = try CPUBackend(threads: threads, instructionSet: instructionSet)
        let found = try trial.snapshots(on: backend)
        let deviation = Trial.deviation(found, reference, trial.name)
        #expect(deviation.largest <= 2e-5, "\(backend.summary): \(deviation)")
        if let single {
          let isEqual = found == single
          #expect(isEqual, "\(backend.summary) differs from one thread")
        } else {
          single = found
        }
      }
    }
  }

  /// No launch reads or writes what the plan does not know of.
  @Test(arguments: rows)
  func launchesTouchOnlyTheirSlots(row: OperationCase) throws {
    let trial = row.trial(withGradients: true)
    let reference = trial.reference()
    for instructionSet in CPUSettings.instructionSets {
      let backend = try CPUBackend(threads: 2, instructionSet: instructionSet)
      let guarded = try ProgramGuard(trial, compileTarget: backend.compileTarget)
      let found = try guarded.snapshotsByLaunch(on: backend)
      let deviation = Trial.deviation(found, reference, trial.name)
      #expect(deviation.largest <= 2e-5, "\(backend.summary): \(deviation)")
      let whole = try guarded.snapshots(on: backend)
      let isEqual = whole == found
      #expect(isEqual, "\(backend.summary): a launch depends on what was there before")
    }
  }

  /// Winograd's algorithm wherever there is one, even where it would not pay: images of one pixel, tiles that
  /// are nearly empty, single channels.
  @Test(arguments: winogradRows)
  func agreesWithWinogradEverywhere(row: OperationCase) throws {
    let trial = row.trial(withGradients: true)
    let reference = trial.reference()
    for instructionSet in CPUSettings.instructionSets {
      var single: [Trial.Snapshot<Float>]?
      for threads in CPUSettings.threads {
        let backend = try CPUBackend(threads: threads, instructionSet: instructionSet)
        var compileTarget = backend.compileTarget
        compileTarget.winograd = .always
        let guarded = try ProgramGuard(trial, compileTarget: compileTarget)
        let found = try guarded.snapshotsByLaunch(on: backend)
        let deviation = Trial.deviation(found, reference, trial.name)
        #expect(deviation.largest <= 5e-5, "\(backend.summary): \(deviation)")
        if let single {
          let isEqual = found == single
          #expect(isEqual, "\(backend.summary) differs from one thread")
        } else {
          single = found
        }
      }
    }
  }

  /// Three optimiser steps of small networks.
  @Test(arguments: TrainingTable.cases)
  func trainsAsTheEvaluatorDoes(trial: Trial) throws {
    let reference = trial.reference()
    for instructionSet in CPUSettings.instructionSets {
      let backend = try CPUBackend(threads: 2, instructionSet: instructionSet)
      let found = try trial.snapshots(on: backend)
      let deviation = Trial.deviation(found, reference, trial.name)
      #expect(deviation.largest <= 5e-5, "\(backend.summary): \(deviation)")
      let guarded = try ProgramGuard(trial, compileTarget: backend.compileTarget)
      let isEqual = found == (try guarded.snapshotsByLaunch(on: backend))
      #expect(isEqual, "\(backend.summary): a launch depends on what was there before")
    }
  }

  @Test func thePlainInstructionSetIsAlwaysThere() {
    #expect(CPUSettings.instructionSets.contains("plain"))
  }
}
