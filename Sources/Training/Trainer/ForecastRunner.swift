import ForeframeGraphCompiler
import ForeframeRecurrent

/// A forecast program with a model's weights on a device.
public final class ForecastRunner {
  public let shape: SequenceShape
  private let parameters: [ParameterSpecification]
  private let executor: Executor
  /// Tensors of the state that is kept; 0 if none is.
  let stateCount: Int
  /// Quantiles that each run gives besides; 0 if none are wanted.
  private let quantileCount: Int

  /// - Parameters:
  ///   - network: what to forecast with.
  ///   - keepsState: whether each run goes on from a state; see ``advance(_:state:after:)``.
  ///   - hasQuantiles: whether the network's quantiles are wanted; see ``quantiles()``.
  public convenience init(
    _ network: some FrameNetwork, _ shape: SequenceShape, on backend: any Backend,
    keepsState: Bool = false, hasQuantiles: Bool = false
  ) throws {
    try self.init(
      network, shape, keepsState ? .observed : .none, hasQuantiles: hasQuantiles, on: backend)
  }

  init(
    _ network: some FrameNetwork, _ shape: SequenceShape, _ use: StateUse,
    hasQuantiles: Bool = false, on backend: any Backend
  ) throws {
    self.shape = shape
    try shape.check()
    quantileCount = hasQuantiles ? network.frames.quantiles.count : 0
    let network = network.forecastGraph(shape, use, hasQuantiles: hasQuantiles)
    parameters = network.parameters
    executor = try Executor(compiling: network.graph, on: backend)
    stateCount = executor.program.outputs.keys.filter { $0.hasPrefix("state.") }.count
  }

  /// Bytes that the program of a forecast takes on a device, without making it ready to run.
  public static func bytes(
    _ network: some FrameNetwork, _ shape: SequenceShape, on backend: any Backend
  ) throws -> Int {
    try shape.check()
    let graph = network.forecastGraph(shape, .none).graph
    return try Executor.program(graph, for: backend).arenaCount * MemoryLayout<Float>.stride
  }

  /// Gives the network its weights, by name: one for each parameter, and no other.
  ///
  /// - Throws: ``WeightError``, or the device's errors.
  public func setWeights(_ weights: [Weight]) throws {
    try executor.setWeights(weights, for: parameters)
  }

  /// [T, N, H, W, C] intensities -> [K, N, H, W, C] intensities.
  ///
  /// - Parameter after: if given, the work is done in about as many parts as there are time steps,
  ///   and this is told of each finished one; it may throw, and the rest is left undone.
  public func forecast(
    _ frames: [Float], after: ((_ done: Int, _ total: Int) throws -> Void)? = nil
  ) throws -> [Float] {
    try run(frames, after)
    return try executor.output("forecast")
  }

  /// Reads further frames from a kept state (nil: zeros) and predicts; returns the new state.
  public func advance(
    _ frames: [Float], state: [[Float]]?,
    after: ((_ done: Int, _ total: Int) throws -> Void)? = nil
  ) throws -> (forecast: [Float], state: [[Float]]) {
    let state = try observe(frames, state: state, after: after)
    return (try executor.output("forecast"), state)
  }

  /// Reads further frames from a kept state (nil: zeros); returns the new state.
  public func observe(
    _ frames: [Float], state: [[Float]]?,
    after: ((_ done: Int, _ total: Int) throws -> Void)? = nil
  ) throws -> [[Float]] {
    for index in 0..<stateCount {
      let name = "state.\(index)"
      guard let count = executor.program.inputs[name]?.count else { continue }
      try executor.setInput(name, state?[index] ?? [Float](repeating: 0, count: count))
    }
    try run(frames, after)
    return try (0..<stateCount).map { try executor.output("state.\($0)") }
  }

  /// The quantiles of the last run: for each level [K, N, H, W, C] intensities.
  public func quantiles() throws -> [[Float]] {
    try (0..<quantileCount).map { try executor.output("quantile.\($0)") }
  }

  private func run(
    _ frames: [Float], _ after: ((_ done: Int, _ total: Int) throws -> Void)?
  ) throws {
    // A network that goes on by itself does not read them.
    if executor.program.inputs["frames"] != nil { try executor.setInput("frames", frames) }
    if let after {
      try executor.run(parts: shape.inputs + shape.horizon, after: after)
    } else {
      try executor.run()
    }
  }
}
