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

  public init(values: [Tensor], firstFrame: Int, observedState: [Tensor]) {
    self.values = values
    self.firstFrame = firstFrame
    self.observedState = observedState
  }
}
