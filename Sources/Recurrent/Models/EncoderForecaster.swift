import ForeframeTensorGraph

/// What an encoder-forecaster is made of; encoder and forecaster have the same layers.
public struct EncoderForecasterDescription: ConvolutionalArchitecture, ArchitectureDescription {
  static let architecture = ModelDescription.Architecture.encoderForecaster

  public var network: ConvolutionalNetwork

  public init(_ network: ConvolutionalNetwork) { self.network = network }

  var model: ModelDescription { .encoderForecaster(self) }
  public var feedsPredictionsBack: Bool { false }

  public func makeModel(_ scope: ParameterScope) -> any SequenceModel {
    EncoderForecaster(network, scope)
  }
}

/// The encoder-forecaster of Shi et al. 2015: the forecaster starts from copies of the encoder's
/// states, its first layer has no input, and all its layers are read out together.
///
///     encoder: h_l, c_l over frames 1 ... T        forecaster: the same, K steps, x_1 absent
///     prediction = R [h_1; ...; h_L] (1x1)
struct EncoderForecaster: SequenceModel {
  private let isResidual: Bool
  private let encoder: ConvolutionalLayers
  private let forecaster: ConvolutionalLayers
  private let readout: Convolution
  let featureChannels: Int

  init(_ network: ConvolutionalNetwork, _ scope: ParameterScope) {
    isResidual = network.isResidual
    encoder = network.makeLayers(scope, "encoder", inputChannels: network.frames.patchChannels)
    forecaster = network.makeLayers(scope, "forecaster", inputChannels: 0)
    featureChannels = network.layers.reduce(0) { $0 + $1.channels }
    readout = network.makeReadout(scope, inputs: featureChannels)
  }

  func zeroState(like frame: Tensor) -> [Tensor] {
    encoder.stack(dropoutSeed: nil).zeroState(like: frame)
  }

  func forecast(
    _ frames: [Tensor], horizon: Int, state: [Tensor], sampling: ScheduledSampling?,
    dropoutSeed: Tensor?, checkpointing: Checkpointing
  ) -> Forecast {
    let encoder = encoder.stack(dropoutSeed: dropoutSeed)
    var observed = state
    checkpointing.build(frames.count, in: frames[0].builder) { timeSteps in
      observed = encoder.run(Array(frames[timeSteps]), state: observed).state
    }
    let next = predict(
      after: frames[frames.count - 1], horizon: horizon, state: observed, dropoutSeed: dropoutSeed,
      checkpointing: checkpointing)
    return Forecast(
      values: next.values, firstFrame: frames.count, observedState: observed,
      finalState: next.state, features: next.features)
  }

  /// The forecaster goes on by itself; the encoder's work is done.
  func furtherForecast(after last: Tensor, horizon: Int, state: [Tensor]) -> Forecast {
    let next = predict(
      after: last, horizon: horizon, state: state, dropoutSeed: nil, checkpointing: .kept)
    return Forecast(
      values: next.values, firstFrame: 1, observedState: state, finalState: next.state,
      features: next.features)
  }

  /// The forecaster's frames, what they were read from, and its state after them.
  private func predict(
    after last: Tensor, horizon: Int, state: [Tensor], dropoutSeed: Tensor?,
    checkpointing: Checkpointing
  ) -> (values: [Tensor], features: [Tensor], state: [Tensor]) {
    let forecaster = forecaster.stack(dropoutSeed: dropoutSeed)
    var values: [Tensor] = []
    var features: [Tensor] = []
    var current = state
    checkpointing.build(horizon, in: last.builder) { steps in
      let next = forecaster.runEveryLayer(.nothing(steps: steps.count), state: current)
      current = next.state
      let hidden = concat(next.outputs.map { concat($0, axis: 0) }, axis: -1)
      features += hidden.chunks(steps.count, axis: 0)
      // The readout of all layers' outputs, for all time steps at once.
      for part in readout(hidden).chunks(steps.count, axis: 0) {
        let before = values.last ?? last
        values.append(isResidual ? before + part : part)
      }
    }
    return (values, features, current)
  }
}
