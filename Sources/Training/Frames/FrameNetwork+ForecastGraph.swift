import ForeframeRecurrent
import ForeframeTensorGraph

extension FrameNetwork {
  /// A forecast of a batch.
  ///
  /// Inputs: `frames` [T, N, H, W, C] and, going on from a kept state, `state.0`, `state.1`, ...
  /// Outputs: `forecast` [K, N, H, W, C] intensities; the states after the observed frames.
  public func forecastGraph(_ shape: SequenceShape, keepsState: Bool = false) -> NetworkGraph {
    forecastGraph(shape, keepsState ? .observed : .none)
  }

  /// A forecast of a batch, with what `use` says of its state.
  ///
  /// - Parameter hasQuantiles: whether there are outputs `quantile.0`, `quantile.1`, ... of the form of
  ///   the forecast, too.
  func forecastGraph(
    _ shape: SequenceShape, _ use: StateUse, hasQuantiles: Bool = false
  ) -> NetworkGraph {
    let builder = GraphBuilder()
    let scope = ParameterScope(builder)
    let model = makeForecaster(scope)
    let frames = builder.input(
      "frames", [shape.inputs, shape.batch, shape.height, shape.width, frameChannels])
    let patched = patchedFrames(frames)
    let observed = (0..<shape.inputs).map {
      patched.slice(axis: 0, start: $0 * shape.batch, count: shape.batch)
    }
    var state = model.zeroState(like: observed[0])
    if use != .none {
      state = state.enumerated().map { builder.input("state.\($0)", $1.shape) }
    }
    let forecast =
      use == .further
      ? model.furtherForecast(
        after: observed[observed.count - 1], horizon: shape.horizon, state: state)
      : model.forecast(
        observed, horizon: shape.horizon, state: state, sampling: nil, dropoutSeed: nil,
        checkpointing: .kept)
    func output(_ name: String, _ values: Tensor) {
      let pixels = ForeframeRecurrent.frames(fromPatches: activated(values), side: patch)
      builder.output(
        name,
        pixels.reshaped([shape.horizon, shape.batch, shape.height, shape.width, frameChannels]))
    }
    output("forecast", concat(Array(forecast.values.suffix(shape.horizon)), axis: 0))
    if hasQuantiles {
      for (level, values) in forecast.quantiles.enumerated() { output("quantile.\(level)", values) }
    }
    for (index, tensor) in use.kept(forecast).enumerated() {
      builder.output("state.\(index)", tensor)
    }
    return NetworkGraph(graph: builder.graph(), parameters: scope.registry.specifications)
  }

  /// [T, N, H, W, C] -> [T·N, H / p, W / p, p·p·C]
  func patchedFrames(_ frames: Tensor) -> Tensor {
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

extension ModelDescription {
  /// The same, from three small graphs: each further frame costs what the one before did.
  public func multiplyAdds(inputs: Int, horizon: Int, height: Int, width: Int) -> Int {
    func work(_ inputs: Int, _ horizon: Int) -> Int {
      forecastGraph(
        SequenceShape(inputs: inputs, horizon: horizon, batch: 1, height: height, width: width),
        keepsState: true
      ).graph.multiplyAdds
    }
    let start = work(1, 1), input = work(2, 1) - start, prediction = work(1, 2) - start
    func times(_ count: Int, _ work: Int) -> (partialValue: Int, overflow: Bool) {
      (count - 1).multipliedReportingOverflow(by: work)
    }
    let all = [times(inputs, input), times(horizon, prediction)]
    return all.reduce(start) { sum, part in
      let (next, overflow) = sum.addingReportingOverflow(part.partialValue)
      return overflow || part.overflow ? .max : next
    }
  }
}
