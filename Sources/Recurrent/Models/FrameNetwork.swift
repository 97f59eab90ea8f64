import ForeframeTensorGraph

/// A network that predicts frames, as a value: from it the network is built, in a graph for training
/// and in another one for forecasts.
///
/// ``ModelDescription`` is the closed set of those that recipes and model files name. A program may
/// hand over one of its own: sizes as stored properties, and ``makeModel(_:)``.
public protocol FrameNetwork: Hashable, Sendable {
  /// How frames enter and leave.
  var frames: FrameInterface { get }
  /// Share of each layer's outputs dropped in training; above 0 a training step needs a seed.
  var dropout: Float { get }
  /// Whether predictions are its next inputs, so that scheduled sampling can put the truth in
  /// their place.
  var feedsPredictionsBack: Bool { get }
  /// Builds the network without what ``makeForecaster(_:)`` adds; its parameters are registered in the
  /// scope.
  func makeModel(_ scope: ParameterScope) -> any SequenceModel
}

extension FrameNetwork {
  public var dropout: Float { 0 }

  /// Channels of a frame.
  public var frameChannels: Int { frames.channels }
  /// Side of the square patches that frames are cut into; 1 for none.
  public var patch: Int { frames.patch }
  /// Channels of a frame in patches.
  public var patchChannels: Int { frames.patchChannels }

  /// Predictions (``Forecast/values``) as intensities.
  public func activated(_ values: Tensor) -> Tensor { frames.activated(values) }

  /// Builds the network with the heads that its ``frames`` ask for. The network's own parameters come
  /// first, and are the same as without heads.
  public func makeForecaster(_ scope: ParameterScope) -> any SequenceModel {
    let model = makeModel(scope)
    return frames.quantiles.isEmpty ? model : QuantileModel(model, frames, scope)
  }

  /// Names and shapes of all parameters, in order.
  public var parameters: [ParameterSpecification] {
    let scope = ParameterScope(GraphBuilder())
    _ = makeForecaster(scope)
    return scope.registry.specifications
  }

  /// The number of parameters.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }
}
