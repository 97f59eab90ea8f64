import ForeframeFiles
import ForeframeTraining

/// How a network learns: the `training` part of a recipe.
public struct TrainingRecipe: Hashable, Sendable {
  /// How long to train.
  public enum Length: Hashable, Sendable {
    case steps(Int)
    /// Passes through the training windows of a data set.
    case epochs(Int)
  }

  public var length: Length
  /// Minutes after which the run ends, whatever steps take; everything that ``length`` and the plan
  /// count in steps is a part of this time then. Nil: ``length`` is the end.
  public var minutes: Double?
  /// Everything that is not about frames. Its number of steps is ``length``'s once the data are
  /// known; see ``plan(batchesPerEpoch:)``.
  public var plan: TrainingPlan
  public var batch: Int
  /// With thresholds in samples; see ``Loss/resolved(minimum:maximum:steps:)``.
  public var loss: Loss
  /// How much quantiles count in the loss, where the model has any; nil: as much as the loss of frames.
  public var quantileWeight: Float?
  /// Whether activations are computed again for the gradient instead of being kept.
  public var recomputes: Bool
  public var sampling: SamplingSchedule
  /// The most validation sequences.
  public var validationCases: Int

  /// The steps that numbers of steps are parts of where only minutes are given.
  public static let partsOfTime = 1000
  /// The most minutes of a run: ten years.
  public static let mostMinutes = 5_256_000.0

  /// The plan for data with so many batches in an epoch; nil for a number of epochs of data
  /// without end.
  public func plan(batchesPerEpoch: Int?) -> TrainingPlan? {
    var plan = plan
    plan.seconds = minutes.map { 60 * $0 }
    switch length {
    case .steps(let count): plan.steps = count
    case .epochs(let count):
      guard let batchesPerEpoch else { return nil }
      plan.steps = min(
        count.multipliedOrLargest(batchesPerEpoch), TrainingProgress.mostSteps)
    }
    return plan
  }
}

extension TrainingRecipe {
  static let keys = [
    "steps", "epochs", "minutes", "batch", "loss", "optimiser", "rate", "schedule", "warm_up",
    "clip_norm",
    "recompute", "sampling", "seed", "validate_every", "validation_cases", "save_every", "patience",
    "sample_every", "average", "frozen", "quantile_weight",
  ]

  init(_ value: JSON?, file: String) throws(RecipeError) {
    let reader = try RecipeReader(value, file: file, key: "training", known: Self.keys)
    let steps = try reader.int("steps", in: 1...1_000_000_000)
    let epochs = try reader.int("epochs", in: 1...1_000_000)
    minutes = try reader.number("minutes", "a number above 0 and at most \(Int(Self.mostMinutes))")
    {
      $0 > 0 && $0 <= Self.mostMinutes
    }
    switch (steps, epochs) {
    case (let steps?, nil): length = .steps(steps)
    case (nil, let epochs?): length = .epochs(epochs)
    case (nil, nil) where minutes != nil: length = .steps(Self.partsOfTime)
    case (nil, nil): throw .missing(file: file, key: "training.steps")
    case (_?, _?): throw reader.bad("epochs", "give steps or epochs, not both")
    }
    batch = try reader.int("batch", in: 1...65_536) ?? 16
    loss = try Loss(reader)
    quantileWeight = try reader.positiveFloat("quantile_weight")
    plan = try Self.plan(reader)
    recomputes = try reader.bool("recompute") ?? false
    let sampling = try RecipeReader(
      reader["sampling"], file: file, key: "training.sampling", known: ["start", "end_step"])
    let end = try sampling.int("end_step", in: 0...1_000_000_000) ?? 0
    let given = try sampling.number("start", "a number from 0 to 1") { (0...1).contains($0) }
    if let given, given > 0, end == 0 {
      throw sampling.bad("end_step", "'start' says nothing without the step at which sampling ends")
    }
    let start = given ?? (end > 0 ? 1 : 0)
    self.sampling = SamplingSchedule(start: start, end: end)
    validationCases = try reader.int("validation_cases", in: 1...1_000_000) ?? 200
  }

  private static func plan(_ reader: RecipeReader) throws(RecipeError) -> TrainingPlan {
    TrainingPlan(
      steps: 0, optimiser: try optimiser(reader), clipNorm: try number(reader, "clip_norm"),
      schedule: try schedule(reader), peakRate: try number(reader, "rate") ?? 1e-3,
      warmUp: try reader.int("warm_up", in: 0...1_000_000_000) ?? 0,
      seed: UInt64(try reader.int("seed", in: 0...Int(Int32.max)) ?? 1),
      validateEvery: try reader.int("validate_every", in: 1...1_000_000_000) ?? 250,
      saveEvery: try reader.int("save_every", in: 1...1_000_000_000) ?? 100,
      sampleEvery: try reader.int("sample_every", in: 1...1_000_000_000),
      patience: try reader.int("patience", in: 1...1_000_000),
      average: try reader.share("average").map { WeightAverage(decay: $0) },
      frozen: try reader.texts("frozen").map { NamePattern($0) })
  }

  /// A number above 0 that becomes a 32-bit float later, after further arithmetic.
  private static func number(
    _ reader: RecipeReader, _ key: String
  ) throws(RecipeError) -> Double? {
    try reader.positiveFloat(key) == nil ? nil : reader.positive(key)
  }

  private static func optimiser(_ reader: RecipeReader) throws(RecipeError) -> Optimiser {
    let adam = ["beta1", "beta2", "epsilon"]
    guard
      let (kind, inner) = try reader.variant(
        "optimiser",
        known: [
          "adam": adam, "adamw": adam + ["decay"], "rmsprop": ["decay", "epsilon"],
          "sgd": ["momentum"],
        ])
    else { return .adam() }
    let epsilon = try inner.positiveFloat("epsilon") ?? 1e-8
    let beta1 = try inner.shareFloat("beta1") ?? 0.9
    let beta2 = try inner.shareFloat("beta2") ?? 0.999
    switch kind {
    case "adamw":
      return .adamW(
        beta1: beta1, beta2: beta2, epsilon: epsilon,
        decay: try inner.shareFloat("decay") ?? 0.01)
    case "rmsprop":
      return .rmsProp(decay: try inner.shareFloat("decay") ?? 0.99, epsilon: epsilon)
    case "sgd": return .momentum(try inner.shareFloat("momentum") ?? 0.9)
    default: return .adam(beta1: beta1, beta2: beta2, epsilon: epsilon)
    }
  }

  private static func schedule(_ reader: RecipeReader) throws(RecipeError) -> Schedule {
    guard
      let (kind, inner) = try reader.variant(
        "schedule",
        known: [
          "constant": [], "one-cycle": ["rise", "divisor", "final_divisor"], "cosine": ["floor"],
          "step": ["every", "factor"],
        ])
    else { return .constant }
    switch kind {
    case "one-cycle":
      return .oneCycle(
        rise: try inner.share("rise") ?? 0.3, divisor: try number(inner, "divisor") ?? 25,
        finalDivisor: try number(inner, "final_divisor") ?? 1e4)
    case "cosine": return .cosine(floor: try inner.share("floor") ?? 0)
    case "step":
      guard let every = try inner.int("every", in: 1...1_000_000_000) else {
        throw .missing(file: inner.file, key: inner.prefix + "every")
      }
      return .step(every: every, factor: try number(inner, "factor") ?? 0.1)
    default: return .constant
    }
  }
}
