import Foreframe
import ForeframeCPUBackend
import ForeframeFiles
import ForeframeFrames
import ForeframeRecurrent
import ForeframeTraining
import Testing

/// Forecasts of the network that starts from the damped forecast.
@Suite struct FlowResidualForecastTests {
  private static let network = FlowResidualDescription(
    layers: [.init(channels: 4, inputKernel: 3, stateKernel: 3)], features: 6, details: 4)

  private func weights(zeroHead: Bool) -> [Weight] {
    Self.network.parameters.enumerated().map { index, parameter in
      var random = SeededRandom(seed: 5, stream: UInt64(index))
      let isHead = parameter.name.hasPrefix("head.last.")
      return Weight(
        name: parameter.name, shape: parameter.shape,
        values: (0..<parameter.shape.count).map { _ in
          isHead && zeroHead ? 0 : Float(random.uniform() - 0.5) / 4
        })
    }
  }

  private func forecaster(zeroHead: Bool) throws -> NetworkForecaster {
    NetworkForecaster(
      Self.network, weights: weights(zeroHead: zeroHead), scaling: SampleScaling(bitDepth: 8),
      on: try CPUBackend(threads: 1))
  }

  /// A square that moves, in colour if asked for; a stripe at the left is missing if asked for.
  private func frames(_ steps: Int, channels: Int, isMasked: Bool = false) -> FrameBatch {
    var values: [Float] = []
    var mask: [Float] = []
    for step in 0..<steps {
      for y in 0..<23 {
        for x in 0..<37 {
          let isBright = (8..<16).contains(y) && (6 + 2 * step..<14 + 2 * step).contains(x)
          for channel in 0..<channels {
            values.append((isBright ? 0.8 : 0.1) / Float(channel + 1))
          }
          mask.append(isMasked && x < 3 ? 0 : 1)
        }
      }
    }
    return FrameBatch(
      steps: steps, count: 1, height: 23, width: 37, channels: channels, values: values,
      mask: isMasked ? .byStep(mask) : .everything)
  }

  @Test(arguments: [(5, 1, false), (5, 3, false), (4, 1, true), (2, 1, false), (1, 3, false)])
  func withoutTrainingItIsTheDampedForecast(
    steps: Int, channels: Int, isMasked: Bool
  ) throws {
    let inputs = frames(steps, channels: channels, isMasked: isMasked)
    let found = try forecaster(zeroHead: true).forecast(inputs, horizon: 3)
    let damped = try DampedForecaster().forecast(inputs, horizon: 3)
    #expect(found.mask == damped.mask)
    #expect(found.values == damped.values)
    #expect(try forecaster(zeroHead: false).forecast(inputs, horizon: 3).values != damped.values)
  }

  /// `auto` weighs it as it weighs every other forecaster.
  @Test func itIsACandidate() throws {
    let all = frames(8, channels: 1)
    let auto = AutoForecaster(AutoForecaster.untrained + [try forecaster(zeroHead: true)])
    let selection = try auto.select(SharedInputs(all), reading: 4, horizon: 2)
    let rows = selection.rows.filter { $0.name == "the model" || $0.name == "damped" }
    #expect(rows.count == 2 && rows.allSatisfy { $0.obstacle == nil })
    #expect(rows[0].score == rows[1].score)
    // It is no better than what it starts from, so that is used.
    #expect(selection.rows[selection.chosen].name != "the model")
  }

  /// A forecast of any length is one piece, and frames that come one by one are refused by name.
  @Test func itKeepsNoState() throws {
    let network = try forecaster(zeroHead: false)
    let long = try network.forecast(frames(3, channels: 1), horizon: 130)
    #expect(long.steps == 130 && long.values.allSatisfy { $0 >= 0 && $0 <= 1 })
    let stream = StreamingForecaster(network)
    let frame = Frame(format: FrameFormat(width: 8, height: 8))
    try stream.observe(frame)
    #expect(throws: ForecastError.notStreamable(model: "the model")) {
      try stream.forecast(horizon: 1)
    }
    #expect(SequenceContinuations.of(network) is PlainContinuation)
  }

  /// Trained, saved, read and trained on, it is the same to the last bit as if it had not stopped.
  @Test func runsGoOn() throws {
    let folder = try FileSystem.makeTemporaryDirectory("flow")
    defer { try? FileSystem.removeTree(folder) }
    let value = try YAMLText.parse(
      """
      model: {architecture: flow-residual, layers: [{channels: 4}], features: 6, details: 4}
      data: {synthetic: clouds, height: 24, width: 24, inputs: 3, horizon: 2, pool: 4, augment: turned}
      training: {steps: 6, batch: 2, validation_cases: 2, validate_every: 3, save_every: 3}
      """)
    let recipe = try Recipe(value, file: "test")
    let experiment = try FrameExperiment(recipe, TrainingData.open(recipe))
    let backend = try CPUBackend(threads: 1)
    func run(_ name: String, stopAt: Int?, start: RunStart = .fresh) throws -> [UInt8] {
      let run = try TrainingRun(
        experiment, folder: FileSystem.join(folder, name), start: start, on: backend)
      _ = try run.run(shouldStop: { run.progress.step == stopAt })
      return try FileSystem.read(run.folder.last, limit: 1 << 24)
    }
    let whole = try run("whole", stopAt: nil)
    _ = try run("parts", stopAt: 2)
    #expect(try run("parts", stopAt: nil, start: .resuming) == whole)
    let file = try ModelFile.read(FileSystem.join(folder, "whole/checkpoints/last.safetensors"))
    #expect(file.description == recipe.model)
    let forecaster = NetworkForecaster(file, on: backend)
    #expect(
      try forecaster.forecast(frames(3, channels: 1), horizon: 2).values.allSatisfy(\.isFinite))
  }
}
