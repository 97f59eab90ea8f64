import ForeframeTensorGraph

/// How gradients change parameters. The rate and the step number are inputs of the program.
public enum Optimiser: Hashable, Sendable {
  /// Kingma & Ba, "Adam", 2015, algorithm 1.
  case adam(beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8)
  /// Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2).
  case adamW(
    beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8, decay: Float = 0.01)
  /// Tieleman & Hinton 2012.
  case rmsProp(decay: Float = 0.99, epsilon: Float = 1e-8)
  /// Gradient descent with momentum: v' = μ v + g, w' = w - rate v'.
  case momentum(Float = 0.9)

  /// Names of what is kept for each parameter.
  public var slots: [String] {
    switch self {
    case .adam, .adamW: ["mean", "square"]
    case .rmsProp: ["square"]
    case .momentum: ["velocity"]
    }
  }

  /// Host-side numbers of a step (counted from 1) that a program needs as inputs.
  public func corrections(step: Int) -> (mean: Float, square: Float) {
    switch self {
    case .adam(let beta1, let beta2, _), .adamW(let beta1, let beta2, _, _):
      (Self.correction(beta1, step), Self.correction(beta2, step))
    case .rmsProp, .momentum: (1, 1)
    }
  }

  /// 1 / (1 - beta^step), in double precision.
  private static func correction(_ beta: Float, _ step: Int) -> Float {
    var power = 1.0
    var base = Double(beta)
    var exponent = step
    while exponent > 0 {
      if exponent & 1 == 1 { power *= base }
      base *= base
      exponent >>= 1
    }
    return Float(1 / (1 - power))
  }
}

/// Inputs of a training program that change from step to step: [1] each.
public struct StepScalars {
  /// Learning rate.
  public var rate: Tensor
  /// See ``Optimiser/corrections(step:)``.
  public var mean: Tensor
  public var square: Tensor
  /// What the weights' moving average takes of new weights; see ``WeightAverage``.
  public var averageShare: Tensor

  public init(_ builder: GraphBuilder) {
    rate = builder.input(Self.names[0], [1])
    mean = builder.input(Self.names[1], [1])
    square = builder.input(Self.names[2], [1])
    averageShare = builder.input(Self.names[3], [1])
  }

  /// The inputs' names: rate, mean, square, share of the average.
  static let names = ["rate", "correction.mean", "correction.square", "average.share"]

  /// Values of a step, counted from 0, at a position in the plan, in the order of ``names``.
  static func values(_ plan: TrainingPlan, step: Int, position: Double) -> [Float] {
    let corrections = plan.optimiser.corrections(step: step + 1)
    return [
      Float(plan.rate(at: position)), corrections.mean, corrections.square,
      plan.average?.share(step: step) ?? 1,
    ]
  }
}

extension Optimiser {
  /// Assigns new values to a parameter and to what is kept for it.
  ///
  /// - Returns: the parameter's new value.
  @discardableResult
  public func update(
    _ parameter: Tensor, name: String, gradient g: Tensor, _ scalars: StepScalars
  ) -> Tensor {
    let builder = parameter.builder
    let ones = Shape([Int](repeating: 1, count: parameter.shape.rank))
    let rate = scalars.rate.reshaped(ones)
    func slot(_ kind: String) -> Tensor {
      builder.parameter("optimiser.\(kind).\(name)", parameter.shape)
    }
    let new: Tensor
    switch self {
    case .adam(let beta1, let beta2, let epsilon), .adamW(let beta1, let beta2, let epsilon, _):
      let mean = slot("mean")
      let square = slot("square")
      let newMean = mean * beta1 + g * (1 - beta1)
      let newSquare = square * beta2 + g * (g * (1 - beta2))
      let size = sqrt(newSquare * scalars.square.reshaped(ones)) + epsilon
      var start = parameter
      if case .adamW(_, _, _, let decay) = self { start = parameter * (1 - rate * decay) }
      builder.assign(mean, newMean)
      builder.assign(square, newSquare)
      new = start - rate * scalars.mean.reshaped(ones) * newMean / size
    case .rmsProp(let decay, let epsilon):
      let square = slot("square")
      let newSquare = square * decay + g * (g * (1 - decay))
      builder.assign(square, newSquare)
      new = parameter - rate * g / (sqrt(newSquare) + epsilon)
    case .momentum(let momentum):
      let velocity = slot("velocity")
      let newVelocity = velocity * momentum + g
      builder.assign(velocity, newVelocity)
      new = parameter - rate * newVelocity
    }
    builder.assign(parameter, new)
    return new
  }
}

/// Scales gradients so that their norm, taken over all of them, is at most `limit`.
///
/// - Returns: the gradients, and the norm before clipping [1].
public func clipped(_ gradients: [Tensor], toNorm limit: Float?) -> ([Tensor], norm: Tensor) {
  let squares = gradients.map { ($0 * $0).sum() }
  let norm = sqrt(squares.dropFirst().reduce(squares[0], +))
  guard let limit else { return (gradients, norm) }
  let scale = minimum(limit / (norm + 1e-6), norm.filled(1))
  let scaled = gradients.map { gradient in
    gradient * scale.reshaped(Shape([Int](repeating: 1, count: gradient.shape.rank)))
  }
  return (scaled, norm)
}
