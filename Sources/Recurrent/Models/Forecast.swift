import ForeframeTensorGraph

/// What a network says of a sequence.
public struct Forecast {
  /// Predictions of frames `firstFrame`, `firstFrame + 1`, ... (0 is the first observed one):
  /// intensities, or logits. The last K are the forecast; those before it serve the loss.
  public var raw: [Tensor]
  /// Number of the frame that `raw[0]` predicts.
  public var firstFrame: Int
  /// The state after the observed frames, for going on one frame at a time.
  public var observedState: [Tensor]

  public init(raw: [Tensor], firstFrame: Int, observedState: [Tensor]) {
    self.raw = raw
    self.firstFrame = firstFrame
    self.observedState = observedState
  }
}
