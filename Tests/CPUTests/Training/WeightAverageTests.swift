import Foreframe
import ForeframeCPUBackend
import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTraining
import Testing

/// The moving average of weights: what it is, what is made of it, and that a run goes on with it.
@Suite struct WeightAverageTests {
  private static func experiment(decay: Double?) -> SeriesExperiment {
    var experiment = SeriesExperiment()
    experiment.plan.average = decay.map { WeightAverage(decay: $0) }
    return experiment
  }

  private static func trainer(_ decay: Double?) throws -> Trainer<SeriesExperiment> {
    let experiment = experiment(decay: decay)
    return try Trainer(experiment, experiment.plan, on: try CPUBackend(threads: 1))
  }

  @Test func itIsTheAverageOfTheSteps() throws {
    let trainer = try Self.trainer(0.4)
    var average = try trainer.weights()
    #expect(try trainer.modelWeights() == average)
    // The first steps keep less than 0.4: 1/10, 2/11, 3/12, 4/13, 5/14.
    for step in 0..<8 {
      try trainer.step(SeriesExperiment.sines(step))
      let kept = min(0.4, Double(1 + step) / Double(10 + step))
      let new = try trainer.weights()
      for place in average.indices {
        average[place].values = zip(average[place].values, new[place].values).map {
          Float(kept * Double($0) + (1 - kept) * Double($1))
        }
      }
    }
    let found = try trainer.modelWeights()
    #expect(found.map(\.name) == average.map(\.name))
    for (found, expected) in zip(found, average) {
      for (a, b) in zip(found.values, expected.values) { #expect(abs(a - b) < 1e-6) }
    }
    #expect(found != (try trainer.weights()))
  }

  /// Training itself does not notice.
  @Test func theWeightsAreThoseWithoutIt() throws {
    let (with, without) = (try Self.trainer(0.9), try Self.trainer(nil))
    for step in 0..<5 {
      try with.step(SeriesExperiment.sines(step))
      try without.step(SeriesExperiment.sines(step))
    }
    #expect(try with.weights() == (try without.weights()))
    #expect(try without.modelWeights() == (try without.weights()))
    #expect(try with.optimiserState().count == 3 * with.parameters.count)
  }

  @Test func theBestModelHasItAndARunGoesOnWithIt() throws {
    let folder = try FileSystem.makeTemporaryDirectory("foreframe-average")
    defer { try? FileSystem.removeTree(folder) }
    let experiment = Self.experiment(decay: 0.8)
    let whole = try TaskRunTests.run(FileSystem.join(folder, "whole"), .fresh, experiment)
    #expect(try whole.run() == .finished)
    // Twelve steps are five, an interruption, and seven.
    let place = FileSystem.join(folder, "parts")
    var steps = 0
    #expect(
      try TaskRunTests.run(place, .fresh, experiment).run(
        shouldStop: { steps >= 5 },
        onEvent: { if case .step(let report, _, _, _) = $0 { steps = report.step } })
        == .interrupted)
    let rest = try TaskRunTests.run(place, .resuming, experiment)
    #expect(rest.firstStep == 5)
    #expect(try rest.run() == .finished)
    #expect(try FileSystem.read(rest.folder.last) == FileSystem.read(whole.folder.last))
    #expect(try FileSystem.read(rest.folder.best) == FileSystem.read(whole.folder.best))

    // The best model is that of the last validation, which saw the average; so is what is read of the
    // last checkpoint as a model.
    #expect(whole.progress.bestStep == 12)
    let parameters = try Self.trainer(nil).parameters
    let best = try CustomModelFile.read(whole.folder.best, name: "series", parameters: parameters)
    let last = try CustomModelFile.read(whole.folder.last, name: "series", parameters: parameters)
    #expect(best.weights == last.weights)
    let checkpoint = try Checkpoint.read(whole.folder.last)
    #expect(checkpoint.weights != best.weights)
    #expect(checkpoint.weights.map(\.name) == best.weights.map(\.name))
  }

  /// A run that starts from a model averages from there on.
  @Test func itStartsFromTheGivenWeights() throws {
    var weights = try Self.trainer(nil).weights()
    for place in weights.indices { weights[place].values = weights[place].values.map { $0 + 1 } }
    let experiment = Self.experiment(decay: 0.9)
    let trainer = try Trainer(
      experiment, experiment.plan, on: try CPUBackend(threads: 1), weights: weights)
    #expect(try trainer.modelWeights() == weights)
  }
}
