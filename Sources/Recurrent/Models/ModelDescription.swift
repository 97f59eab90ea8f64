import ForeframeTensorGraph

/// Everything that determines a network's parameters and how they are used: one case for each
/// architecture that recipes and model files can name.
public enum ModelDescription: FrameNetwork {
  case autoregressive(AutoregressiveDescription)
  case encoderForecaster(EncoderForecasterDescription)
  case flowResidual(FlowResidualDescription)

  /// The architectures; their raw values are their names in files.
  public enum Architecture: String, Hashable, Sendable, CaseIterable {
    case autoregressive
    case encoderForecaster = "encoder-forecaster"
    case flowResidual = "flow-residual"

    var type: any ArchitectureDescription.Type {
      switch self {
      case .autoregressive: AutoregressiveDescription.self
      case .encoderForecaster: EncoderForecasterDescription.self
      case .flowResidual: FlowResidualDescription.self
      }
    }
  }

  var payload: any ArchitectureDescription {
    switch self {
    case .autoregressive(let payload): payload
    case .encoderForecaster(let payload): payload
    case .flowResidual(let payload): payload
    }
  }
}

extension ModelDescription {
  public var architecture: Architecture { type(of: payload).architecture }

  public var frames: FrameInterface {
    get { payload.frames }
    set {
      var changed = payload
      changed.frames = newValue
      self = changed.model
    }
  }

  /// Channels of a frame.
  public var frameChannels: Int {
    get { frames.channels }
    set { frames.channels = newValue }
  }

  /// Layers that each time step goes through.
  public var layerCount: Int { payload.layerCount }
  public var dropout: Float { payload.dropout }
  public var feedsPredictionsBack: Bool { payload.feedsPredictionsBack }
  public var guidance: Guidance { payload.guidance }

  public func makeModel(_ scope: ParameterScope) -> any SequenceModel { payload.makeModel(scope) }
}
