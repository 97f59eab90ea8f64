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

  init(_ network: ConvolutionalNetwork, _ scope: ParameterScope) {
    isResidual = network.isResidual
    encoder = network.makeLayers(scope, "encoder", inputChannels: network.frames.patchChannels)
    forecaster = network.makeLayers(scope, "forecaster", inputChannels: 0)
    readout = network.makeReadout(
      scope, inputs: network.layers.reduce(0) { $0 + $1.channels })
  }

  func zeroState(like frame: Tensor) -> [Tensor] {
    encoder.stack(dropoutSeed: nil).zeroState(like: frame)
  }

  func forecast(
    _ frames: [Tensor], horizon: Int, state: [Tensor], sampling: ScheduledSampling?,
    dropoutSeed: Tensor?, checkpointing: Checkpointing
  ) -> Forecast {
    let encoder = encoder.stack(dropoutSeed: dropoutSeed)
    let forecaster = forecaster.stack(dropoutSeed: dropoutSeed)
    let builder = frames[0].builder
    var observed = state
    checkpointing.build(frames.count, in: builder) { timeSteps in
      observed = encoder.run(Array(frames[timeSteps]), state: observed).state
    }
    var values: [Tensor] = []
    var current = observed
    checkpointing.build(horizon, in: builder) { steps in
      let next = forecaster.runEveryLayer(.nothing(steps: steps.count), state: current)
      current = next.state
      for part in read(next.outputs, steps: steps.count) {
        let before = values.last ?? frames[frames.count - 1]
        values.append(isResidual ? before + part : part)
      }
    }
    return Forecast(values: values, firstFrame: frames.count, observedState: observed)
  }

  /// The readout of all layers' outputs, for all time steps at once.
  private func read(_ outputs: [[Tensor]], steps: Int) -> [Tensor] {
    readout(concat(outputs.map { concat($0, axis: 0) }, axis: -1)).chunks(steps, axis: 0)
  }
}
