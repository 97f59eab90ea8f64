import ForeframeTensorGraph

/// What a network says of a sequence.
public struct Forecast {
  /// Predictions of frames `firstFrame`, `firstFrame + 1`, ... (0 is the first observed one):
  /// intensities, or logits. The last K are the forecast; those before it serve the loss.
  public var values: [Tensor]
  /// Number of the frame that `values[0]` predicts.
  public var firstFrame: Int
  /// The state after the observed frames, for going on one frame at a time.
  public var observedState: [Tensor]
  /// The state after the last prediction, for going on with further predictions; as many tensors of
  /// the same shapes. Nil for a network that cannot go on.
  public var finalState: [Tensor]?
  /// What each of ``values`` was read from, [N, h, w, ``SequenceModel/featureChannels``]; empty for a
  /// network that has no features for others.
  public var features: [Tensor]
  /// For each level of ``FrameInterface/quantiles`` the quantiles of the K frames of the forecast,
  /// [K · N, h, w, C], intensities or logits like ``values``; no larger than those of the next level.
  public var quantiles: [Tensor] = []

  public init(
    values: [Tensor], firstFrame: Int, observedState: [Tensor], finalState: [Tensor]? = nil,
    features: [Tensor] = []
  ) {
    self.values = values
    self.firstFrame = firstFrame
    self.observedState = observedState
    self.finalState = finalState
    self.features = features
  }
}
