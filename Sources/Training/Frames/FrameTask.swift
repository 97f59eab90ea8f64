import ForeframeRecurrent
import ForeframeTensorGraph

/// Training of a network that predicts frames.
public struct FrameTask<Network: FrameNetwork>: TrainingTask, Hashable, Sendable {
  /// A batch of sequences.
  public struct Batch: Sendable {
    /// [T + K, N, H, W, C]: T observed frames and K that are to be predicted.
    public var frames: [Float]
    /// [T + K, N, H, W, 1]: 1 where observed, 0 where missing; nil counts everything.
    public var mask: [Float]?
    /// For a network that is given the motion of the observed frames.
    public var guide: MotionGuideValues?

    public init(frames: [Float], mask: [Float]?, guide: MotionGuideValues? = nil) {
      self.frames = frames
      self.mask = mask
      self.guide = guide
    }
  }

  public var network: Network
  public var shape: SequenceShape
  public var frameLoss: Loss
  /// How much the quantiles' ``PinballLoss`` counts, where the network forecasts quantiles.
  public var quantileWeight: Float
  /// Whether frames come with a mask of missing pixels, which do not count in the loss.
  public var hasMask: Bool
  public var sampling: SamplingSchedule
  /// Whether activations are computed again for the gradient instead of being kept: a third more
  /// time, for memory that grows with the square root of the number of time steps.
  public var recomputes: Bool

  public init(
    _ network: Network, _ shape: SequenceShape, loss: Loss = .meanSquared,
    quantileWeight: Float = 1, hasMask: Bool = false, sampling: SamplingSchedule = .none,
    recomputes: Bool = false
  ) {
    self.network = network
    self.shape = shape
    frameLoss = loss
    self.quantileWeight = quantileWeight
    self.hasMask = hasMask
    self.sampling = sampling
    self.recomputes = recomputes
  }

  /// The loss of a batch.
  ///
  /// Inputs: `frames` [T + K, N, H, W, C]; `mask` [T + K, N, H, W, 1] if masked; `sampling`
  /// [K - 1, N] (1: the truth) with scheduled sampling; `seed` [3] with dropout; for a network that is
  /// given motion `guide.*` and `guide.balance` [N], which every sequence's differences are multiplied by.
  public func loss(_ scope: ParameterScope, _ inputs: StepInputs<Batch>) -> Tensor {
    let model = network.makeForecaster(scope)
    let total = shape.inputs + shape.horizon
    let frames = inputs.declare(
      "frames",
      [total, shape.batch, shape.height, shape.width, network.frameChannels]
    ) { $0.frames }
    let patched = network.patchedFrames(frames)
    func timeStep(_ index: Int) -> Tensor {
      patched.slice(axis: 0, start: index * shape.batch, count: shape.batch)
    }
    let observed = (0..<shape.inputs).map(timeStep)
    let scheduled = scheduledSampling(inputs, timeStep)
    let dropoutSeed = network.dropout > 0 ? inputs.dropoutSeed() : nil
    let checkpointing = recomputes ? Checkpointing.recomputed(timeSteps: total - 1) : .kept
    let guide = guide(inputs)
    let forecast =
      if let guide {
        model.guidedForecast(
          observed, horizon: shape.horizon, guide: guide, dropoutSeed: dropoutSeed,
          checkpointing: checkpointing)
      } else {
        model.forecast(
          observed, horizon: shape.horizon, state: model.zeroState(like: observed[0]),
          sampling: scheduled, dropoutSeed: dropoutSeed, checkpointing: checkpointing)
      }

    var prediction = concat(forecast.values, axis: 0)
    let start = forecast.firstFrame * shape.batch
    var target = patched.slice(axis: 0, start: start, count: total * shape.batch - start)
    var quantiles = forecast.quantiles
    if guide != nil {
      let balance = inputs.declare("guide.balance", [shape.batch]) {
        MotionGuideValues.balance($0.guide?.errors ?? [])
      }.reshaped([shape.batch, 1, 1, 1])
      let factor = concat([Tensor](repeating: balance, count: forecast.values.count), axis: 0)
      (prediction, target) = (prediction * factor, target * factor)
      quantiles = quantiles.map { $0 * factor }
    }
    var weight: Tensor?
    if hasMask {
      let count = total * shape.batch * shape.height * shape.width
      let mask = inputs.declare("mask", [total, shape.batch, shape.height, shape.width, 1]) {
        $0.mask ?? [Float](repeating: 1, count: count)
      }
      weight = network.patchedFrames(mask.broadcast(to: frames.shape))
        .slice(axis: 0, start: start, count: total * shape.batch - start)
    }
    return loss(of: prediction, target, weight: weight, inputs)
      + quantileLoss(quantiles, target, weight: weight)
  }

  /// What the quantiles of the frames to predict add; 0 without quantiles.
  private func quantileLoss(_ quantiles: [Tensor], _ target: Tensor, weight: Tensor?) -> Tensor {
    guard !quantiles.isEmpty else { return target.filled(0, [1]) }
    func predicted(_ x: Tensor) -> Tensor {
      let count = shape.horizon * shape.batch
      return x.slice(axis: 0, start: x.shape[0] - count, count: count)
    }
    let loss = PinballLoss(levels: network.frames.quantiles)
    return loss(
      quantiles.map(network.activated), predicted(target), weight: weight.map(predicted))
      * quantileWeight
  }

  /// The loss of predictions in patches, as whole frames where it looks at neighbouring pixels.
  private func loss(
    of prediction: Tensor, _ target: Tensor, weight: Tensor?, _ inputs: StepInputs<Batch>
  ) -> Tensor {
    func images(_ x: Tensor) -> Tensor {
      frameLoss.needsImages ? ForeframeRecurrent.frames(fromPatches: x, side: network.patch) : x
    }
    return frameLoss(
      images(prediction), images(target), weight: weight.map(images),
      correlation: correlation(inputs))
  }

  /// Whether a step takes the correlation of the Fourier loss (1) or its amplitudes (0); nil for
  /// other losses.
  private func correlation(_ inputs: StepInputs<Batch>) -> Tensor? {
    frameLoss.correlationSchedule.map { schedule in
      inputs.declare("loss.correlation", [1]) { _, step in
        var random = step.random(0x0F0C_A1E5)
        return [random.uniform() < schedule.chance(step: step.number) ? 1 : 0]
      }
    }
  }

  /// What a network that wants it is given of the motion of the observed frames.
  private func guide(_ inputs: StepInputs<Batch>) -> MotionGuide? {
    switch network.guidance {
    case .none: return nil
    case .motion:
      return MotionGuide(shape, channels: network.frameChannels) { name, size in
        inputs.declare(name, size) { batch in
          batch.guide?.inputs.first { $0.name == name }?.values ?? []
        }
      }
    }
  }

  /// Which inputs beyond the observed frames are the truth; nil without scheduled sampling, and for
  /// a validation.
  private func scheduledSampling(
    _ inputs: StepInputs<Batch>, _ timeStep: (Int) -> Tensor
  ) -> ScheduledSampling? {
    guard sampling.end > 0, shape.horizon > 1, inputs.purpose == .training else { return nil }
    let count = (shape.horizon - 1) * shape.batch
    let mask = inputs.declare("sampling", [shape.horizon - 1, shape.batch]) {
      [sampling] _, step in
      let chance = sampling.truthChance(at: step.position)
      var random = step.random(0x5A3D_91E7)
      return (0..<count).map { _ in random.uniform() < chance ? 1 : 0 }
    }
    return ScheduledSampling(
      truth: (shape.inputs..<(shape.inputs + shape.horizon - 1)).map(timeStep),
      mask: (0..<(shape.horizon - 1)).map {
        mask.slice(axis: 0, start: $0, count: 1).reshaped([shape.batch, 1, 1, 1])
      })
  }
}
