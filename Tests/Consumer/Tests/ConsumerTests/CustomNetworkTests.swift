import Files
import Foreframe
import Testing

/// A cell and a sequence model that Foreframe does not have are trained on frames, saved, loaded and
/// asked for a forecast with nothing but `import Foreframe`.
@Suite struct CustomNetworkTests {
  /// The minimal gated unit (Zhou et al., "Minimal gated unit for recurrent neural networks", 2016).
  ///
  ///     f = σ(Wf x + Uf h + bf)
  ///     h' = (1 - f) ∘ h + f ∘ tanh(W x + U (f ∘ h) + b)
  struct MinimalGatedUnit: Cell {
    let hiddenSize: Int
    let input: Linear
    let gate: Linear
    let candidate: Linear

    init(_ scope: ParameterScope, inputs: Int, hidden size: Int) {
      hiddenSize = size
      input = Linear(scope.scope("input"), inputs: inputs, outputs: 2 * size, bias: .zeros)
      gate = Linear(scope.scope("gate"), inputs: size, outputs: size, bias: nil)
      candidate = Linear(scope.scope("candidate"), inputs: size, outputs: size, bias: nil)
    }

    func project(_ x: Tensor) -> Tensor { input(x) }
    func projectNothing() -> Tensor { input.projectNothing() }

    func step(_ a: Tensor, _ s: HiddenState) -> HiddenState {
      let parts = a.chunks(2, axis: -1)
      let f = sigmoid(parts[0] + gate(s.h))
      return HiddenState(h: s.h + f * (tanh(parts[1] + candidate(f * s.h)) - s.h))
    }
  }

  /// Continues frames of one pixel, [N, 1, 1, 1] each.
  struct PixelModel: SequenceModel {
    let layer: RecurrentLayer
    let readout: Linear

    init(_ scope: ParameterScope, hidden: Int) {
      layer = RecurrentLayer(MinimalGatedUnit(scope.scope("cell"), inputs: 1, hidden: hidden))
      readout = Linear(scope.scope("readout"), inputs: hidden, outputs: 1, bias: .zeros)
    }

    func zeroState(like frame: Tensor) -> [Tensor] { layer.zeroState(like: row(frame)) }

    func forecast(
      _ frames: [Tensor], horizon: Int, state: [Tensor], sampling: ScheduledSampling?,
      dropoutSeed: Tensor?, checkpointing: Checkpointing
    ) -> Forecast {
      let observed = layer.run(frames.map(row), state: state)
      var predictions = observed.outputs.map(frame)
      var current = observed.state
      for _ in 1..<horizon {
        let next = layer.run([row(predictions[predictions.count - 1])], state: current)
        predictions.append(frame(next.outputs[0]))
        current = next.state
      }
      return Forecast(values: predictions, firstFrame: 1, observedState: observed.state)
    }

    private func row(_ frame: Tensor) -> Tensor { frame.reshaped([frame.shape[0], 1]) }
    private func frame(_ output: Tensor) -> Tensor {
      readout(output).reshaped([output.shape[0], 1, 1, 1])
    }
  }

  struct PixelNetwork: FrameNetwork {
    var hidden: Int
    var frames: FrameInterface { FrameInterface() }
    var feedsPredictionsBack: Bool { true }
    func makeModel(_ scope: ParameterScope) -> any SequenceModel {
      PixelModel(scope, hidden: hidden)
    }
  }

  private static let shape = SequenceShape(inputs: 12, horizon: 4, batch: 5, height: 1, width: 1)
  private static let sine = [50, 75, 93, 100, 93, 75, 50, 25, 7, 0, 7, 25]

  /// [T + K, N, 1, 1, 1] on the scale 0...1, each of another phase.
  private func waves(_ step: Int) -> [Float] {
    (0..<Self.shape.inputs + Self.shape.horizon).flatMap { time in
      (0..<Self.shape.batch).map { Float(Self.sine[(time + 5 * $0 + 7 * step) % 12]) / 100 }
    }
  }

  @Test func itIsTrainedSavedAndLoaded() throws {
    let backend = try BackendChoice.choose("cpu").backend
    let network = PixelNetwork(hidden: 8)
    let trainer = try Trainer(
      FrameTask(network, Self.shape), TrainingPlan(steps: 100, peakRate: 0.02), on: backend)
    let losses = try (0..<100).map {
      try trainer.step(.init(frames: waves($0), mask: nil)).loss
    }
    #expect(losses[99] < losses[0] / 5, "\(losses[0]) to \(losses[99])")
    let weights = try trainer.weights()
    #expect(weights.map(\.name).prefix(2) == ["cell.input.weight", "cell.input.bias"])

    try Place.withTemporaryFolder { folder in
      let path = folder + "/pixel.safetensors"
      var settings = JSONObject()
      settings["hidden"] = JSON(network.hidden)
      try CustomModelFile(name: "pixel", settings: settings, weights: weights).write(to: path)
      // It is none of the command line's models.
      #expect(throws: ModelError.self) { try ForecastModel(path) }
      let file = try CustomModelFile.read(path, name: "pixel", parameters: network.parameters)
      #expect(file.weights == weights)

      let frames = (0..<12).map { time in
        Frame(
          format: FrameFormat(width: 1, height: 1), samples: [UInt16(Self.sine[(time + 4) % 12])])
      }
      let next = try [weights, file.weights].map { weights in
        try NetworkForecaster(
          PixelNetwork(hidden: file.settings["hidden"]?.int ?? 0), weights: weights,
          scaling: SampleScaling(minimum: 0, maximum: 100), inputs: 12, horizon: 4, on: backend
        ).forecast(frames)
      }
      #expect(next[0] == next[1])
      let errors = next[1].enumerated().map { time, frame in
        abs(Int(frame.samples[0]) - Self.sine[(time + 16) % 12])
      }
      #expect(try #require(errors.max()) < 25, "\(errors)")
    }
  }
}
