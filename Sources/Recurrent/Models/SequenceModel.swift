import ForeframeTensorGraph

/// A network that continues sequences of frames. All tensors are in patches.
public protocol SequenceModel {
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
  ///   - checkpointing: what a gradient finds of it.
  func forecast(
    _ frames: [Tensor], horizon: Int, state: [Tensor], sampling: ScheduledSampling?,
    dropoutSeed: Tensor?,
    checkpointing: Checkpointing
  ) -> Forecast
}

/// Scheduled sampling (Bengio et al., 2015): in training some inputs beyond the observed frames
/// are the truth instead of the prediction.
public struct ScheduledSampling {
  /// K - 1 true frames T + 1 ... T + K - 1, [N, h, w, C] each.
  public var truth: [Tensor]
  /// For each of them [N, 1, 1, 1]: 1 for the truth, 0 for the prediction.
  public var mask: [Tensor]

  public init(truth: [Tensor], mask: [Tensor]) {
    self.truth = truth
    self.mask = mask
  }
}

/// What a network says of a sequence.
public struct Forecast {
  /// Predictions of frames `firstFrame`, `firstFrame + 1`, ... (0 is the first observed one), raw:
  /// intensities, or logits. The last K are the forecast; those before it serve the loss.
  public var raw: [Tensor]
  /// Number of the frame that `raw[0]` predicts.
  public var firstFrame: Int
  /// The state after the observed frames, for going on one frame at a time.
  public var observedState: [Tensor]

  /// A forecast; `raw` has at least as many predictions as were asked for.
  public init(raw: [Tensor], firstFrame: Int, observedState: [Tensor]) {
    self.raw = raw
    self.firstFrame = firstFrame
    self.observedState = observedState
  }
}

extension ModelDescription {
  /// Builds the network; its parameters are registered in the scope.
  public func makeModel(_ scope: ParameterScope) -> any SequenceModel {
    switch architecture {
    case .autoregressive: AutoregressiveStack(self, scope)
    case .encoderForecaster: EncoderForecaster(self, scope)
    }
  }

  /// What a raw prediction looks like as intensities.
  public func intensity(_ raw: Tensor) -> Tensor {
    switch output {
    case .linear: raw
    case .logits: sigmoid(raw)
    }
  }
}
