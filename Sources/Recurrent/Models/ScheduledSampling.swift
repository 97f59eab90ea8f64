import ForeframeTensorGraph

/// Scheduled sampling (Bengio et al., 2015): in training some inputs after the observed frames
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
