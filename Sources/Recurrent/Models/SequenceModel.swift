import ForeframeTensorGraph

/// A network that continues sequences of frames. All tensors are in patches.
public protocol SequenceModel {
  /// Channels of ``Forecast/features``; 0 for a network that has none. Default: 0.
  var featureChannels: Int { get }
  /// Zero states, given one frame in patches [N, h, w, C].
  func zeroState(like frame: Tensor) -> [Tensor]
  /// Reads `frames` and predicts.
  ///
  /// - Parameters:
  ///   - frames: T observed frames, [N, h, w, C] each, T >= 1.
  ///   - horizon: how many frames to predict, K >= 1.
  ///   - state: where to start; see ``zeroState(like:)``.
  ///   - sampling: scheduled sampling in training; nil feeds predictions back.
  ///   - dropoutSeed: seed [3] for dropout in training; nil for none.
  ///   - checkpointing: what is kept for the gradient, and what is computed again.
  func forecast(
    _ frames: [Tensor], horizon: Int, state: [Tensor], sampling: ScheduledSampling?,
    dropoutSeed: Tensor?, checkpointing: Checkpointing
  ) -> Forecast
  /// Predicts further frames after an earlier forecast.
  ///
  /// - Parameters:
  ///   - last: the earlier forecast's last frame, [N, h, w, C].
  ///   - horizon: how many frames to predict, K >= 1.
  ///   - state: the earlier forecast's ``Forecast/finalState``.
  func furtherForecast(after last: Tensor, horizon: Int, state: [Tensor]) -> Forecast
}

extension SequenceModel {
  public var featureChannels: Int { 0 }

  /// Reads the last prediction as the next frame, which is right for a network whose predictions are
  /// its next inputs.
  public func furtherForecast(after last: Tensor, horizon: Int, state: [Tensor]) -> Forecast {
    forecast(
      [last], horizon: horizon, state: state, sampling: nil, dropoutSeed: nil,
      checkpointing: .kept)
  }
}
