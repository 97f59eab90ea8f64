import ForeframeTensorGraph

/// One stack of cells; every output is a prediction of the next frame, and beyond the observed
/// frames the prediction is the next input (as OpenSTL's ConvLSTM).
///
///     x_t = frame t, or prediction of it        h_t = stack(x_t)        prediction of t + 1 = R h_t
public struct AutoregressiveStack: SequenceModel {
  private let description: ModelDescription
  private let layers: [RecurrentLayer]
  private let between: [NormAndDropout]
  private let readout: Convolution

  init(_ description: ModelDescription, _ scope: ParameterScope) {
    self.description = description
    var inputs = description.patchChannels
    var layers: [RecurrentLayer] = []
    var between: [NormAndDropout] = []
    for (index, layer) in description.layers.enumerated() {
      let inner = scope.scope("layers.\(index)")
      layers.append(RecurrentLayer(description.makeCell(inner, layer: index, inputs: inputs)))
      between.append(NormAndDropout(description, inner, channels: layer.channels))
      inputs = layer.channels
    }
    self.layers = layers
    self.between = between
    readout = Convolution(
      scope.scope("readout"), inputs: inputs, outputs: description.patchChannels, kernel: 1,
      bias: description.hasReadoutBias ? .zeros : nil)
  }

  public func zeroState(like frame: Tensor) -> [Tensor] {
    layers.flatMap { $0.zeroState(like: frame) }
  }

  public func forecast(
    _ frames: [Tensor], horizon: Int, state: [Tensor], sampling: ScheduledSampling?,
    dropoutSeed: Tensor?,
    checkpointing: Checkpointing
  ) -> Forecast {
    var raw: [Tensor] = []
    var current = state
    let builder = frames[0].builder
    checkpointing.build(frames.count, in: builder) { timeSteps in
      let next = advance(Array(frames[timeSteps]), current, dropoutSeed)
      raw += next.raw
      current = next.state
    }
    let observedState = current
    checkpointing.build(horizon - 1, in: builder) { steps in
      for step in steps {
        var input = description.intensity(raw[raw.count - 1])
        if let sampling {
          let mask = sampling.mask[step]
          input = mask * sampling.truth[step] + (1 - mask) * input
        }
        let next = advance([input], current, dropoutSeed)
        raw += next.raw
        current = next.state
      }
    }
    return Forecast(raw: raw, firstFrame: 1, observedState: observedState)
  }

  /// All layers over some known inputs, layer by layer, and the readout of all time steps at once.
  private func advance(
    _ inputs: [Tensor], _ state: [Tensor], _ dropoutSeed: Tensor?
  ) -> (raw: [Tensor], state: [Tensor]) {
    var outputs = inputs
    var after: [Tensor] = []
    var position = 0
    for (layer, between) in zip(layers, between) {
      let count = layer.cell.stateNames.count
      let result = layer.run(outputs, state: Array(state[position..<(position + count)]))
      position += count
      after += result.state
      outputs = between(result.outputs, dropoutSeed: dropoutSeed)
    }
    let images = inputs[0].shape[0]
    let read = readout(concat(outputs, axis: 0))
    let raw = inputs.indices.map { timeStep in
      let part = read.slice(axis: 0, start: timeStep * images, count: images)
      return description.isResidual ? inputs[timeStep] + part : part
    }
    return (raw, after)
  }
}
