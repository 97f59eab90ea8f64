import Foreframe
import ForeframeCPUBackend
import ForeframeFiles
import ForeframeRecurrent
import ForeframeTraining
import Testing

/// Parameters that a plan freezes by name.
@Suite struct FrozenParameterTests {
  private static func experiment(_ patterns: String...) -> SeriesExperiment {
    var experiment = SeriesExperiment()
    experiment.plan.frozen = patterns.map { NamePattern($0) }
    experiment.plan.average = WeightAverage(decay: 0.5)
    return experiment
  }

  @Test func theyStayBitForBit() throws {
    let experiment = Self.experiment("lstm")
    var weights = try Trainer(
      SeriesExperiment(), experiment.plan, on: try CPUBackend(threads: 1)
    ).weights()
    for place in weights.indices { weights[place].values = weights[place].values.map { $0 * 0.5 } }
    let trainer = try Trainer(
      experiment, experiment.plan, on: try CPUBackend(threads: 1), weights: weights)
    for step in 0..<6 { try trainer.step(SeriesExperiment.sines(step)) }
    for after in [try trainer.weights(), try trainer.modelWeights()] {
      for (old, new) in zip(weights, after) {
        #expect((old.values == new.values) == old.name.hasPrefix("lstm."), "\(old.name)")
      }
    }
    #expect(try trainer.optimiserState().allSatisfy { !$0.name.contains("lstm") })
  }

  @Test func aRunGoesOnWithTheSameBytes() throws {
    let folder = try FileSystem.makeTemporaryDirectory("foreframe-frozen")
    defer { try? FileSystem.removeTree(folder) }
    let experiment = Self.experiment("*.bias", "readout")
    let whole = try TaskRunTests.run(FileSystem.join(folder, "whole"), .fresh, experiment)
    #expect(try whole.run() == .finished)
    let place = FileSystem.join(folder, "parts")
    var steps = 0
    _ = try TaskRunTests.run(place, .fresh, experiment).run(
      shouldStop: { steps >= 7 },
      onEvent: { if case .step(let report, _, _, _) = $0 { steps = report.step } })
    let rest = try TaskRunTests.run(place, .resuming, experiment)
    #expect(rest.firstStep == 7)
    #expect(try rest.run() == .finished)
    #expect(try FileSystem.read(rest.folder.last) == FileSystem.read(whole.folder.last))
  }
}
