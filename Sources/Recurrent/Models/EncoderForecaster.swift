import ForeframeTensorGraph

/// The encoder-forecaster of Shi et al. 2015: the forecaster starts from copies of the encoder's
/// states, its first layer has no input, and all its layers are read out together.
///
///     encoder: h_l, c_l over frames 1 ... T        forecaster: the same, K steps, x_1 absent
///     prediction = R [h_1; ...; h_L] (1x1)
public struct EncoderForecaster: SequenceModel {
  private let description: ModelDescription
  private let encoder: [RecurrentLayer]
  private let forecaster: [RecurrentLayer]
  private let betweenEncoder: [NormAndDropout]
  private let betweenForecaster: [NormAndDropout]
  private let readout: Convolution

  init(_ description: ModelDescription, _ scope: ParameterScope) {
    self.description = description
    func layers(_ name: String, inputs first: Int) -> ([RecurrentLayer], [NormAndDropout]) {
      var inputs = first
      var layers: [RecurrentLayer] = []
      var between: [NormAndDropout] = []
      for (index, layer) in description.layers.enumerated() {
        let inner = scope.scope("\(name).\(index)")
        layers.append(RecurrentLayer(description.makeCell(inner, layer: index, inputs: inputs)))
        between.append(NormAndDropout(description, inner, channels: layer.channels))
        inputs = layer.channels
      }
      return (layers, between)
    }
    (encoder, betweenEncoder) = layers("encoder", inputs: description.patchChannels)
    (forecaster, betweenForecaster) = layers("forecaster", inputs: 0)
    readout = Convolution(
      scope.scope("readout"), inputs: description.layers.reduce(0) { $0 + $1.channels },
      outputs: description.patchChannels, kernel: 1,
      bias: description.hasReadoutBias ? .zeros : nil)
  }

  public func zeroState(like frame: Tensor) -> [Tensor] {
    encoder.flatMap { $0.zeroState(like: frame) }
  }

  public func forecast(
    _ frames: [Tensor], horizon: Int, state: [Tensor], sampling: ScheduledSampling?,
    dropoutSeed: Tensor?,
    checkpointing: Checkpointing
  ) -> Forecast {
    var observed = state
    let builder = frames[0].builder
    checkpointing.build(frames.count, in: builder) { timeSteps in
      observed = encode(Array(frames[timeSteps]), observed, dropoutSeed)
    }
    var raw: [Tensor] = []
    var current = observed
    checkpointing.build(horizon, in: builder) { steps in
      let next = unroll(steps.count, current, dropoutSeed)
      current = next.state
      for part in next.read {
        let before = raw.last ?? frames[frames.count - 1]
        raw.append(description.isResidual ? before + part : part)
      }
    }
    return Forecast(raw: raw, firstFrame: frames.count, observedState: observed)
  }

  /// All layers of the encoder over some frames; the states behind the last.
  private func encode(_ frames: [Tensor], _ state: [Tensor], _ dropoutSeed: Tensor?) -> [Tensor] {
    var inputs = frames
    var after: [Tensor] = []
    for (layer, between) in zip(encoder, betweenEncoder) {
      let count = layer.cell.stateNames.count
      let result = layer.run(inputs, state: Array(state[after.count..<(after.count + count)]))
      after += result.state
      inputs = between(result.outputs, dropoutSeed: dropoutSeed)
    }
    return after
  }

  /// All layers of the forecaster over some steps, and the readout of all of them at once.
  private func unroll(
    _ steps: Int, _ state: [Tensor], _ dropoutSeed: Tensor?
  ) -> (read: [Tensor], state: [Tensor]) {
    var hidden: [[Tensor]] = []
    var after: [Tensor] = []
    for (index, layer) in forecaster.enumerated() {
      let count = layer.cell.stateNames.count
      let start = Array(state[after.count..<(after.count + count)])
      let result =
        index == 0
        ? layer.run(steps: steps, state: start) : layer.run(hidden[index - 1], state: start)
      after += result.state
      hidden.append(betweenForecaster[index](result.outputs, dropoutSeed: dropoutSeed))
    }
    let read = readout(concat(hidden.map { concat($0, axis: 0) }, axis: -1))
    let images = state[0].shape[0]
    return (
      (0..<steps).map { read.slice(axis: 0, start: $0 * images, count: images) }, after
    )
  }
}
