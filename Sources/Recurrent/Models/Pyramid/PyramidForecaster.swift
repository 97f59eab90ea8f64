import ForeframeTensorGraph

/// An encoder-forecaster on grids of several scales (Shi et al., "Deep learning for precipitation nowcasting:
/// a benchmark and a new model", 2017): the encoder goes down, the forecaster starts from copies of its states
/// and comes up again, from the last layer, which has no input, to the first.
///
///     prediction = R h_1 (1x1)
struct PyramidForecaster: SequenceModel {
  private let isResidual: Bool
  private let encoder: PyramidLayers
  private let forecaster: PyramidLayers
  private let readout: Convolution
  var featureChannels: Int { forecaster.outputSize }

  init(_ network: ConvolutionalNetwork, _ scope: ParameterScope) {
    isResidual = network.isResidual
    let order = Array(network.layers.indices)
    encoder = PyramidLayers(
      network, scope, "encoder", order: order, inputChannels: network.frames.patchChannels,
      hasSkips: true, hasEnd: false)
    forecaster = PyramidLayers(
      network, scope, "forecaster", order: order.reversed(), inputChannels: 0, hasSkips: true,
      hasEnd: true)
    readout = network.makeReadout(scope, inputs: forecaster.outputSize)
  }

  func zeroState(like frame: Tensor) -> [Tensor] {
    encoder.pyramid(dropoutSeed: nil).zeroState(like: frame)
  }

  func forecast(
    _ frames: [Tensor], horizon: Int, state: [Tensor], sampling: ScheduledSampling?,
    dropoutSeed: Tensor?, checkpointing: Checkpointing
  ) -> Forecast {
    let encoder = encoder.pyramid(dropoutSeed: dropoutSeed)
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

  /// The forecaster's frames, and its state after them in the order of the encoder's layers.
  private func predict(
    after last: Tensor, horizon: Int, state: [Tensor], dropoutSeed: Tensor?,
    checkpointing: Checkpointing
  ) -> (values: [Tensor], features: [Tensor], state: [Tensor]) {
    let pyramid = forecaster.pyramid(dropoutSeed: dropoutSeed)
    let count = pyramid.levels[0].layer.stateCount
    func turned(_ state: [Tensor]) -> [Tensor] {
      stride(from: state.count - count, through: 0, by: -count).flatMap {
        state[$0..<$0 + count]
      }
    }
    let size = (height: last.shape[1], width: last.shape[2])
    var values: [Tensor] = []
    var features: [Tensor] = []
    var current = turned(state)
    checkpointing.build(horizon, in: last.builder) { steps in
      let next = pyramid.run(.nothing(steps: steps.count), state: current, size: size)
      current = next.state
      features += next.outputs
      for part in readout(concat(next.outputs, axis: 0)).chunks(steps.count, axis: 0) {
        let before = values.last ?? last
        values.append(isResidual ? before + part : part)
      }
    }
    return (values, features, turned(current))
  }
}
