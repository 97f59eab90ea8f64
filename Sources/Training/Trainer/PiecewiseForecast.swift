import ForeframeGraphCompiler
import ForeframeRecurrent

/// A forecast of any length in memory that does not grow with it: frames are observed, and
/// predictions are made, a piece at a time, and the network's state is carried from one to the next.
///
/// The numbers are those of one program over all time steps, but for rounding.
public final class PiecewiseForecast {
  /// The most time steps of one piece.
  public static let mostSteps = 64

  private let network: any FrameNetwork
  private let weights: [Weight]
  private let backend: any Backend
  private var runners: [Key: ForecastRunner] = [:]

  private struct Key: Hashable {
    var shape: SequenceShape
    var use: StateUse
  }

  /// - Parameter weights: one for each of the network's parameters.
  public init(_ network: any FrameNetwork, weights: [Weight], on backend: any Backend) {
    self.network = network
    self.weights = weights
    self.backend = backend
  }

  /// Whether a network can go on after a forecast; a program's own need not be able to.
  ///
  /// - Parameter shape: batch, height and width count.
  public func isPossible(_ shape: SequenceShape) throws -> Bool {
    var small = shape
    (small.inputs, small.horizon) = (1, 1)
    return try runner(small, .further).stateCount > 0
  }

  /// Hands over predictions in order.
  ///
  /// - Parameters:
  ///   - frames: [T, N, H, W, C] intensities.
  ///   - shape: T and K, of any size, and the rest.
  ///   - after: is told of each finished time step out of T + K; may throw, and the rest is left
  ///     undone.
  ///   - body: takes the next [k, N, H, W, C], with k the number of time steps in it.
  public func run(
    _ frames: [Float], _ shape: SequenceShape,
    after: ((_ done: Int, _ total: Int) throws -> Void)? = nil,
    _ body: (_ predictions: [Float], _ steps: Int) throws -> Void
  ) throws {
    let image = frames.count / shape.inputs
    let total = shape.inputs + shape.horizon
    var state: [[Float]]?
    var observed = 0
    while shape.inputs - observed > Self.mostSteps {
      let piece = frames[observed * image..<(observed + Self.mostSteps) * image]
      state = try runner(sized(shape, Self.mostSteps, 1), .observed).observe(
        Array(piece), state: state)
      observed += Self.mostSteps
      try after?(observed, total)
    }
    var last = Array(frames[(observed * image)...])
    var use = StateUse.final
    var predicted = 0
    while predicted < shape.horizon {
      let steps = min(Self.mostSteps, shape.horizon - predicted)
      let runner = try runner(sized(shape, last.count / image, steps), use)
      let next = try runner.advance(last, state: state)
      state = next.state
      last = Array(next.forecast.suffix(image))
      use = .further
      predicted += steps
      try after?(shape.inputs + predicted, total)
      try body(next.forecast, steps)
    }
  }

  private func sized(_ shape: SequenceShape, _ inputs: Int, _ horizon: Int) -> SequenceShape {
    var piece = shape
    (piece.inputs, piece.horizon) = (inputs, horizon)
    return piece
  }

  private func runner(_ shape: SequenceShape, _ use: StateUse) throws -> ForecastRunner {
    let key = Key(shape: shape, use: use)
    if let known = runners[key] { return known }
    // The program before is not needed again, or cheap to make compared with what it did.
    if runners.count >= 4 { runners = [:] }
    let runner = try ForecastRunner(network, shape, use, on: backend)
    try runner.setWeights(weights)
    runners[key] = runner
    return runner
  }
}
