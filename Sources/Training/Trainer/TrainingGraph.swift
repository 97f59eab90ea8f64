import ForeframeRecurrent
import ForeframeTensorGraph

/// Sizes of a batch of sequences.
public struct SequenceShape: Hashable, Sendable {
  /// Observed and predicted frames.
  public var inputs: Int
  public var horizon: Int
  public var batch: Int
  /// Pixels of a frame, multiples of the model's patch.
  public var height: Int
  public var width: Int

  public init(inputs: Int, horizon: Int, batch: Int, height: Int, width: Int) {
    self.inputs = inputs
    self.horizon = horizon
    self.batch = batch
    self.height = height
    self.width = width
  }
}

/// What a training step computes besides the network itself.
public struct TrainingObjective: Hashable, Sendable {
  public var loss: Loss
  public var optimiser: Optimiser
  /// Largest norm of all gradients together; nil for no clipping.
  public var clipNorm: Float?
  /// Whether frames come with a mask of missing pixels.
  public var hasMask: Bool
  /// Whether some inputs beyond the observed frames are the truth.
  public var samplesTruth: Bool
  /// Whether checkpointing are computed again for the gradient instead of being kept: a third more
  /// time, for memory that grows with the square root of the number of time steps.
  public var recomputes: Bool

  public init(
    loss: Loss, optimiser: Optimiser, clipNorm: Float?, hasMask: Bool, samplesTruth: Bool,
    recomputes: Bool = false
  ) {
    self.recomputes = recomputes
    self.loss = loss
    self.optimiser = optimiser
    self.clipNorm = clipNorm
    self.hasMask = hasMask
    self.samplesTruth = samplesTruth
  }
}

/// A graph with the parameters that it declares.
public struct NetworkGraph {
  public var graph: Graph
  public var parameters: [ParameterSpecification]
}

extension FrameNetwork {
  /// One optimiser step on a batch.
  ///
  /// Inputs: `frames` [T + K, N, H, W, C]; `mask` [T + K, N, H, W, 1] if masked; `sampling`
  /// [K - 1, N] (1: the truth); `seed` [3] with dropout; the scalars of ``StepScalars``.
  /// Outputs: `loss` [1], `gradient.norm` [1].
  public func trainingGraph(_ shape: SequenceShape, _ objective: TrainingObjective) -> NetworkGraph
  {
    let builder = GraphBuilder()
    let scope = ParameterScope(builder)
    let model = makeModel(scope)
    let total = shape.inputs + shape.horizon
    let frames = builder.input(
      "frames", [total, shape.batch, shape.height, shape.width, frameChannels])
    let patched = patchedFrames(frames)
    func timeStep(_ index: Int) -> Tensor {
      patched.slice(axis: 0, start: index * shape.batch, count: shape.batch)
    }
    let observed = (0..<shape.inputs).map(timeStep)
    var sampling: ScheduledSampling?
    if objective.samplesTruth && shape.horizon > 1 {
      let mask = builder.input("sampling", [shape.horizon - 1, shape.batch])
      sampling = ScheduledSampling(
        truth: (shape.inputs..<(total - 1)).map(timeStep),
        mask: (0..<(shape.horizon - 1)).map {
          mask.slice(axis: 0, start: $0, count: 1).reshaped([shape.batch, 1, 1, 1])
        })
    }
    let dropoutSeed = dropout > 0 ? builder.input("seed", [3]) : nil
    let forecast = model.forecast(
      observed, horizon: shape.horizon, state: model.zeroState(like: observed[0]),
      sampling: sampling, dropoutSeed: dropoutSeed,
      checkpointing: objective.recomputes
        ? .recomputed(timeSteps: shape.inputs + shape.horizon - 1) : .kept)

    let prediction = concat(forecast.raw, axis: 0)
    let start = forecast.firstFrame * shape.batch
    let target = patched.slice(axis: 0, start: start, count: total * shape.batch - start)
    var weight: Tensor?
    if objective.hasMask {
      let mask = builder.input("mask", [total, shape.batch, shape.height, shape.width, 1])
        .broadcast(to: frames.shape)
      weight = patchedFrames(mask)
        .slice(axis: 0, start: start, count: total * shape.batch - start)
    }
    let loss = objective.loss(prediction, target, weight: weight)
    builder.output("loss", loss)

    let specifications = scope.registry.specifications
    let parameters = specifications.map { builder.parameter($0.name, $0.shape) }
    let (gradients, norm) = clipped(loss.gradients(parameters), toNorm: objective.clipNorm)
    builder.output("gradient.norm", norm)
    let scalars = StepScalars(builder)
    for (index, parameter) in parameters.enumerated() {
      objective.optimiser.update(
        parameter, name: specifications[index].name, gradient: gradients[index], scalars)
    }
    return NetworkGraph(graph: builder.graph(), parameters: specifications)
  }

  /// A forecast of a batch.
  ///
  /// Inputs: `frames` [T, N, H, W, C] and, going on from a kept state, `state.0`, `state.1`, ...
  /// Outputs: `forecast` [K, N, H, W, C] intensities; the states behind the observed frames.
  public func forecastGraph(_ shape: SequenceShape, keepsState: Bool = false) -> NetworkGraph {
    let builder = GraphBuilder()
    let scope = ParameterScope(builder)
    let model = makeModel(scope)
    let frames = builder.input(
      "frames", [shape.inputs, shape.batch, shape.height, shape.width, frameChannels])
    let patched = patchedFrames(frames)
    let observed = (0..<shape.inputs).map {
      patched.slice(axis: 0, start: $0 * shape.batch, count: shape.batch)
    }
    var state = model.zeroState(like: observed[0])
    if keepsState {
      state = state.enumerated().map { builder.input("state.\($0)", $1.shape) }
    }
    let forecast = model.forecast(
      observed, horizon: shape.horizon, state: state, sampling: nil, dropoutSeed: nil,
      checkpointing: .kept)
    let last = concat(Array(forecast.raw.suffix(shape.horizon)), axis: 0)
    let pixels = ForeframeRecurrent.frames(fromPatches: intensity(last), side: patch)
    builder.output(
      "forecast",
      pixels.reshaped([shape.horizon, shape.batch, shape.height, shape.width, frameChannels]))
    if keepsState {
      for (index, tensor) in forecast.observedState.enumerated() {
        builder.output("state.\(index)", tensor)
      }
    }
    return NetworkGraph(graph: builder.graph(), parameters: scope.registry.specifications)
  }

  /// [T, N, H, W, C] -> [T·N, H / p, W / p, p·p·C]
  private func patchedFrames(_ frames: Tensor) -> Tensor {
    let s = frames.shape
    return patches(frames.reshaped([s[0] * s[1], s[2], s[3], s[4]]), side: patch)
  }

  /// Multiply-adds of one sequence's forecast, each convolution counted directly, the first
  /// step's convolution of the zero state included.
  public func multiplyAdds(inputs: Int, horizon: Int, height: Int, width: Int) -> Int {
    forecastGraph(
      SequenceShape(inputs: inputs, horizon: horizon, batch: 1, height: height, width: width),
      keepsState: true
    ).graph.multiplyAdds
  }
}
