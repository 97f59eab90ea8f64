import ForeframeFiles
import ForeframeRecurrent
import ForeframeTensorGraph

/// A network with the optimiser's state and the place in training: `checkpoints/last.safetensors`.
///
/// It is a model file too: whoever reads it as one leaves the optimiser's tensors out. A checkpoint
/// knows no architecture; the trainer that goes on from it checks names and shapes.
public struct Checkpoint: Sendable {
  /// The network's weights.
  public private(set) var weights: [Weight]
  /// What makes a model file of them, without the checkpoint's own entries.
  public private(set) var metadata: [(key: String, value: String)]
  public var progress: TrainingProgress
  /// The resolved configuration as text, so that resuming with another one can be refused.
  public var configuration: String
  /// What the training data were; the same.
  public var dataFingerprint: String
  /// What the optimiser keeps, under names that begin with `optimiser.`.
  public private(set) var optimiserState: [Weight]
  private var path = ""

  public init(
    _ network: any SavedNetwork, progress: TrainingProgress, configuration: String,
    dataFingerprint: String, optimiserState: [Weight]
  ) {
    weights = network.weights
    metadata = network.metadata
    self.progress = progress
    self.configuration = configuration
    self.dataFingerprint = dataFingerprint
    self.optimiserState = optimiserState
  }

  private static let key = "training"
  private static let configurationKey = "training.configuration"
  private static let statePrefix = "optimiser."

  /// Writes the file in one atomic step: a kill at any moment leaves the one before.
  public func write(to path: String) throws {
    var state = JSONObject()
    state["step"] = JSON(progress.step)
    state["best_score"] = progress.bestScore.map { JSON($0) } ?? .null
    state["best_step"] = JSON(progress.bestStep)
    state["validations_since_best"] = JSON(progress.validationsSinceBest)
    state["validated_step"] = JSON(progress.validatedStep)
    if progress.seconds > 0 {
      state["seconds"] = JSON(progress.seconds)
      state["share"] = JSON(progress.share)
      state["validated_share"] = JSON(progress.validatedShare)
    }
    state["data_fingerprint"] = .string(dataFingerprint)
    try SafetensorsFile.write(
      (weights + optimiserState).map {
        SafetensorsFile.Entry($0.name, shape: $0.shape.sizes, $0.values)
      },
      metadata: metadata + [
        (Self.key, JSON.object(state).text()), (Self.configurationKey, configuration),
      ], to: path)
  }

  /// Reads a checkpoint.
  public static func read(_ path: String) throws -> Checkpoint {
    try Checkpoint(try SafetensorsFile.read(path))
  }

  private init(_ file: SafetensorsFile) throws {
    path = file.path
    try ModelFile.checkVersion(file)
    guard let text = file.metadata(Self.key), let state = try? JSON(parsing: text),
      let step = state["step"]?.int, let fingerprint = state["data_fingerprint"]?.string
    else {
      throw ModelError.badDescription(path: path, reason: "no training state: not a checkpoint")
    }
    metadata = file.metadata.filter { $0.key != Self.key && $0.key != Self.configurationKey }
    configuration = file.metadata(Self.configurationKey) ?? ""
    dataFingerprint = fingerprint
    progress = TrainingProgress()
    progress.step = step
    progress.bestScore = state["best_score"]?.double
    progress.bestStep = state["best_step"]?.int ?? 0
    progress.validationsSinceBest = state["validations_since_best"]?.int ?? 0
    progress.validatedStep = state["validated_step"]?.int ?? 0
    progress.seconds = state["seconds"]?.double ?? 0
    progress.share = state["share"]?.double ?? 0
    progress.validatedShare = state["validated_share"]?.double ?? 0
    if let reason = progress.defect {
      throw ModelError.badDescription(path: path, reason: "training state: \(reason)")
    }
    let tensors = try file.tensors.map {
      Weight(name: $0.name, shape: Shape($0.shape), values: try $0.floats())
    }
    weights = tensors.filter { !$0.name.hasPrefix(Self.statePrefix) }
    optimiserState = tensors.filter { $0.name.hasPrefix(Self.statePrefix) }
  }

  /// The tensors of a network and of its optimiser, each checked against what is expected.
  ///
  /// - Throws: ``ModelError`` for a tensor that is missing, is not expected, has another shape or a
  ///   value that is not finite; ``TrainingError/missingState(path:name:)`` where it is one of the
  ///   optimiser's that is missing.
  func tensors(_ expected: [ParameterSpecification]) throws -> [Weight] {
    var found: [String: Weight] = [:]
    for tensor in weights + optimiserState { found[tensor.name] = tensor }
    let result = try expected.map { parameter in
      guard let tensor = found.removeValue(forKey: parameter.name) else {
        throw parameter.name.hasPrefix(Self.statePrefix)
          ? TrainingError.missingState(path: path, name: parameter.name)
          : ModelError.missingTensor(path: path, name: parameter.name)
      }
      guard tensor.shape == parameter.shape else {
        throw ModelError.wrongShape(
          path: path, name: parameter.name, expected: parameter.shape.sizes,
          found: tensor.shape.sizes)
      }
      guard tensor.values.allSatisfy(\.isFinite) else {
        throw ModelError.notFinite(path: path, name: parameter.name)
      }
      return tensor
    }
    if let name = found.keys.min() { throw ModelError.unexpectedTensor(path: path, name: name) }
    return result
  }
}
