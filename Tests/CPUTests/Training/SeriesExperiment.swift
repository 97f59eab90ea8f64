import Foreframe
import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining

/// A dense LSTM that says the next value of a sine: a task without any frame.
struct SeriesExperiment: Experiment {
  /// Series side by side: [time step + 1, series].
  typealias Batch = [Float]

  static let timeSteps = 8
  static let series = 4

  var plan = TrainingPlan(
    steps: 12, optimiser: .adam(), clipNorm: 1, schedule: .cosine(), peakRate: 2e-2, seed: 3,
    validateEvery: 4, saveEvery: 5)
  var hidden = 6
  var dataFingerprint = "sines"

  var name: String { "series" }
  var configuration: JSON { ["hidden": JSON(hidden), "steps": JSON(plan.steps)] }

  func loss(_ scope: ParameterScope, _ inputs: StepInputs<[Float]>) -> Tensor {
    let (steps, series) = (Self.timeSteps, Self.series)
    let values = inputs.declare("series", [(steps + 1) * series, 1]) { $0 }
    let prediction = Self.predictions(
      values.slice(axis: 0, start: 0, count: steps * series), scope, hidden: hidden,
      dropoutSeed: inputs.dropoutSeed())
    let target = values.slice(axis: 0, start: series, count: steps * series)
    return Loss.meanSquared(prediction, target, weight: nil)
  }

  /// [time steps * series, 1] -> the same, one time step later.
  static func predictions(
    _ values: Tensor, _ scope: ParameterScope, hidden: Int, dropoutSeed: Tensor?
  ) -> Tensor {
    let layer = RecurrentLayer(LSTM(scope.scope("lstm"), inputs: 1, hidden: hidden))
    let inputs = values.chunks(values.shape[0] / series, axis: 0)
    let outputs = concat(
      layer.run(inputs, state: layer.zeroState(like: inputs[0])).outputs, axis: 0)
    let kept = dropoutSeed.map { dropout(outputs, rate: 0.1, seed: $0) } ?? outputs
    return Linear(scope.scope("readout"), inputs: hidden, outputs: 1, bias: .zeros)(kept)
  }

  /// Sines of random phases, different ones for each number.
  static func sines(_ number: Int) -> [Float] {
    var random = SeededRandom(seed: 17, stream: UInt64(number))
    let phases = (0..<series).map { _ in random.uniform() * 6 }
    return (0...timeSteps).flatMap { step in
      phases.map { Float(sine($0 + 0.5 * Double(step))) }
    }
  }

  private static func sine(_ x: Double) -> Double {
    // Bhaskara's approximation: the same digits on every machine.
    let turn = x.truncatingRemainder(dividingBy: 2 * .pi)
    let half = turn < .pi ? turn : turn - .pi
    let height = 16 * half * (.pi - half) / (5 * .pi * .pi - 4 * half * (.pi - half))
    return turn < .pi ? height : -height
  }

  var batches: @Sendable (Int) throws -> [Float] { { Self.sines($0) } }

  func validator(on backend: any Backend) throws -> any Validator<LossScores> {
    try LossValidator(self, on: backend, count: 3) { Self.sines(1_000_000 + $0) }
  }

  func model(_ weights: [Weight], step: Int, scores: LossScores?) -> any SavedNetwork {
    var settings = JSONObject()
    settings["hidden"] = JSON(hidden)
    return CustomModelFile(
      name: name, settings: settings, weights: weights, notes: [("steps", String(step))])
  }
}
