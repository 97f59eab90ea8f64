import TensorGraph

/// The encoder-forecaster of Shi et al. 2015: the forecaster starts from copies of the encoder's
/// states, its first layer has no input, and all its layers are read out together.
///
///     encoder: h_l, c_l over frames 1 ... T        forecaster: the same, K steps, x_1 absent
///     prediction = R [h_1; ...; h_L] (1x1)
public struct EncoderForecaster: SequenceModel {
  private let description: ModelDescription
  private let encoder: [RecurrentLayer]
  private let forecaster: [RecurrentLayer]
  private let betweenEncoder: [BetweenLayers]
  private let betweenForecaster: [BetweenLayers]
  private let readout: Convolution

  init(_ description: ModelDescription, _ scope: ParameterScope) {
    self.description = description
    func layers(_ name: String, inputs first: Int) -> ([RecurrentLayer], [BetweenLayers]) {
      var inputs = first
      var layers: [RecurrentLayer] = []
      var between: [BetweenLayers] = []
      for (index, layer) in description.layers.enumerated() {
        let inner = scope.scope("\(name).\(index)")
        layers.append(RecurrentLayer(description.makeCell(inner, layer: index, inputs: inputs)))
        between.append(BetweenLayers(description, inner, channels: layer.channels))
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
    _ frames: [Tensor], horizon: Int, state: [Tensor], guidance: Guidance?, noise: Tensor?
  ) -> Forecast {
    var inputs = frames
    var observed: [Tensor] = []
    var position = 0
    for (layer, between) in zip(encoder, betweenEncoder) {
      let count = layer.cell.stateNames.count
      let result = layer.run(inputs, state: Array(state[position..<(position + count)]))
      position += count
      observed += result.state
      inputs = between(result.outputs, noise: noise)
    }
    var hidden: [[Tensor]] = []
    position = 0
    for (index, layer) in forecaster.enumerated() {
      let count = layer.cell.stateNames.count
      let start = Array(observed[position..<(position + count)])
      position += count
      let outputs =
        index == 0
        ? layer.run(steps: horizon, state: start).outputs
        : layer.run(hidden[index - 1], state: start).outputs
      hidden.append(betweenForecaster[index](outputs, noise: noise))
    }
    let all = concat(hidden.map { concat($0, axis: 0) }, axis: -1)
    let images = frames[0].shape[0]
    let read = readout(all)
    var raw: [Tensor] = []
    for step in 0..<horizon {
      let part = read.slice(axis: 0, start: step * images, count: images)
      let before = raw.last ?? frames[frames.count - 1]
      raw.append(description.isResidual ? before + part : part)
    }
    return Forecast(raw: raw, firstFrame: frames.count, observedState: observed)
  }
}
