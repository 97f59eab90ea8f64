import ForeframeRecurrent

extension ModelDescription {
  /// A convolutional network from its parts, for tests that go through all architectures.
  public init(
    architecture: Architecture, cell: ConvolutionalCellKind, layers: [ConvolutionalNetwork.Layer],
    frameChannels: Int = 1, patch: Int = 1, hasCellBias: Bool = true, hasReadoutBias: Bool = true,
    isResidual: Bool = false, output: FrameInterface.Output = .linear,
    norm: ConvolutionalNetwork.Norm = .none, dropout: Float = 0
  ) {
    self.init(
      architecture,
      ConvolutionalNetwork(
        cell: cell, layers: layers,
        frames: FrameInterface(channels: frameChannels, patch: patch, output: output),
        hasCellBias: hasCellBias, hasReadoutBias: hasReadoutBias, isResidual: isResidual,
        norm: norm, dropout: dropout))
  }

  /// A convolutional network of an architecture.
  public init(_ architecture: Architecture, _ network: ConvolutionalNetwork) {
    switch architecture {
    case .autoregressive: self = .autoregressive(AutoregressiveDescription(network))
    case .encoderForecaster: self = .encoderForecaster(EncoderForecasterDescription(network))
    case .flowResidual:
      self = .flowResidual(
        FlowResidualDescription(
          cell: network.cell, layers: network.layers, channels: network.frames.channels,
          features: 6, details: 4))
    }
  }
}
