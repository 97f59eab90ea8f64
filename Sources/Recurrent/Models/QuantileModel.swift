import ForeframeTensorGraph

/// Any network, with a head that says of each frame of the forecast how far the truth may be from it:
/// quantiles beside the mean.
struct QuantileModel: SequenceModel {
  private let model: any SequenceModel
  private let head: QuantileHead

  init(_ model: any SequenceModel, _ frames: FrameInterface, _ scope: ParameterScope) {
    self.model = model
    head = QuantileHead(scope.scope(QuantileHead.scope), frames, features: model.featureChannels)
  }

  var featureChannels: Int { model.featureChannels }

  func zeroState(like frame: Tensor) -> [Tensor] { model.zeroState(like: frame) }

  func forecast(
    _ frames: [Tensor], horizon: Int, state: [Tensor], sampling: ScheduledSampling?,
    dropoutSeed: Tensor?, checkpointing: Checkpointing
  ) -> Forecast {
    var forecast = model.forecast(
      frames, horizon: horizon, state: state, sampling: sampling, dropoutSeed: dropoutSeed,
      checkpointing: checkpointing)
    forecast.quantiles = head(
      Array(forecast.values.suffix(horizon)), features: Array(forecast.features.suffix(horizon)))
    return forecast
  }

  /// Without quantiles: how far ahead it is, nobody says.
  func furtherForecast(after last: Tensor, horizon: Int, state: [Tensor]) -> Forecast {
    model.furtherForecast(after: last, horizon: horizon, state: state)
  }
}
