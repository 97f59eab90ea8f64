import ForeframeTensorGraph

/// A stack whose predictions are its next inputs.
public struct AutoregressiveDescription: ConvolutionalArchitecture, ArchitectureDescription {
  static let architecture = ModelDescription.Architecture.autoregressive

  public var network: ConvolutionalNetwork

  public init(_ network: ConvolutionalNetwork) { self.network = network }

  var model: ModelDescription { .autoregressive(self) }
  public var feedsPredictionsBack: Bool { true }

  public func makeModel(_ scope: ParameterScope) -> any SequenceModel {
    AutoregressiveStack(network, scope)
  }
}

/// One stack of cells; every output is a prediction of the next frame, and after the observed
/// frames the prediction is the next input (as OpenSTL's ConvLSTM).
///
///     x_t = frame t, or prediction of it        h_t = stack(x_t)        prediction of t + 1 = R h_t
struct AutoregressiveStack: SequenceModel {
  private let network: ConvolutionalNetwork
  private let layers: ConvolutionalLayers
  private let readout: Convolution
  let featureChannels: Int

  init(_ network: ConvolutionalNetwork, _ scope: ParameterScope) {
    self.network = network
    layers = network.makeLayers(scope, "layers", inputChannels: network.frames.patchChannels)
    featureChannels = network.layers.last?.channels ?? network.frames.patchChannels
    readout = network.makeReadout(scope, inputs: featureChannels)
  }

  func zeroState(like frame: Tensor) -> [Tensor] {
    layers.stack(dropoutSeed: nil).zeroState(like: frame)
  }

  func forecast(
    _ frames: [Tensor], horizon: Int, state: [Tensor], sampling: ScheduledSampling?,
    dropoutSeed: Tensor?, checkpointing: Checkpointing
  ) -> Forecast {
    let stack = layers.stack(dropoutSeed: dropoutSeed)
    let builder = frames[0].builder
    var values: [Tensor] = []
    var features: [Tensor] = []
    var current = state
    checkpointing.build(frames.count, in: builder) { timeSteps in
      let next = advance(stack, Array(frames[timeSteps]), current)
      values += next.values
      features += next.features
      current = next.state
    }
    let observedState = current
    checkpointing.build(horizon - 1, in: builder) { steps in
      for step in steps {
        var input = network.frames.activated(values[values.count - 1])
        if let sampling {
          let mask = sampling.mask[step]
          input = mask * sampling.truth[step] + (1 - mask) * input
        }
        let next = advance(stack, [input], current)
        values += next.values
        features += next.features
        current = next.state
      }
    }
    return Forecast(
      values: values, firstFrame: 1, observedState: observedState, finalState: current,
      features: features)
  }

  /// Some known inputs through all layers, and the readout of all their time steps at once.
  private func advance(
    _ stack: Stack, _ inputs: [Tensor], _ state: [Tensor]
  ) -> (values: [Tensor], features: [Tensor], state: [Tensor]) {
    let result = stack.run(inputs, state: state)
    let images = inputs[0].shape[0]
    let read = readout(concat(result.outputs, axis: 0))
    let values = inputs.indices.map { timeStep in
      let part = read.slice(axis: 0, start: timeStep * images, count: images)
      return network.isResidual ? inputs[timeStep] + part : part
    }
    return (values, result.outputs, result.state)
  }
}
