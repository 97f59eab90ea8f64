import ForeframeFiles
import ForeframeRecurrent
import ForeframeTensorGraph

/// A model with the optimiser's state and the place in training: `checkpoints/last.safetensors`.
///
/// It is a model file too: `predict` reads it and leaves the optimiser's tensors out.
public struct Checkpoint: Sendable {
  public var model: ModelFile
  public var progress: TrainingProgress
  /// The resolved configuration as text, so that resuming with another one can be refused.
  public var configuration: String
  /// What the training data were; the same.
  public var dataFingerprint: String
  private var optimiserState: [ModelFile.Weight]
  private var path = ""

  public init(
    model: ModelFile, progress: TrainingProgress, configuration: String, dataFingerprint: String,
    optimiserState: [ModelFile.Weight]
  ) {
    self.model = model
    self.progress = progress
    self.configuration = configuration
    self.dataFingerprint = dataFingerprint
    self.optimiserState = optimiserState
  }

  /// A network or optimiser tensor by name.
  public func values(_ name: String) throws -> [Float] {
    if let found = model.weights.first(where: { $0.name == name })
      ?? optimiserState.first(where: { $0.name == name })
    {
      return found.values
    }
    throw TrainingError.missingState(path: path, name: name)
  }

  private static let key = "training"
  private static let configurationKey = "training.configuration"

  /// Writes the file in one atomic step: a kill at any moment leaves the one before.
  public func write(to path: String) throws {
    var state = JSONObject()
    state["step"] = JSON(progress.step)
    state["best_score"] = progress.bestScore.map { JSON($0) } ?? .null
    state["best_step"] = JSON(progress.bestStep)
    state["validations_since_best"] = JSON(progress.validationsSinceBest)
    state["validated_step"] = JSON(progress.validatedStep)
    state["data_fingerprint"] = .string(dataFingerprint)
    try SafetensorsFile.write(
      (model.weights + optimiserState).map {
        SafetensorsFile.Entry($0.name, shape: $0.shape.sizes, $0.values)
      },
      metadata: model.metadata + [
        (Self.key, JSON.object(state).text()), (Self.configurationKey, configuration),
      ], to: path)
  }

  /// Reads a checkpoint.
  public static func read(_ path: String) throws -> Checkpoint {
    let file = try SafetensorsFile.read(path)
    var model = try ModelFile(file)
    guard let text = file.metadata(key), let state = try? JSON(parsing: text),
      let step = state["step"]?.int, let fingerprint = state["data_fingerprint"]?.string
    else {
      throw ModelError.badDescription(path: path, reason: "no training state: not a checkpoint")
    }
    model.notes.removeAll { $0.key == key || $0.key == configurationKey }
    var progress = TrainingProgress()
    progress.step = step
    progress.bestScore = state["best_score"]?.double
    progress.bestStep = state["best_step"]?.int ?? 0
    progress.validationsSinceBest = state["validations_since_best"]?.int ?? 0
    progress.validatedStep = state["validated_step"]?.int ?? 0
    var checkpoint = Checkpoint(
      model: model, progress: progress,
      configuration: file.metadata(configurationKey) ?? "", dataFingerprint: fingerprint,
      optimiserState: try file.tensors.filter { $0.name.hasPrefix("optimiser.") }.map {
        ModelFile.Weight(name: $0.name, shape: Shape($0.shape), values: try $0.floats())
      })
    checkpoint.path = path
    return checkpoint
  }
}
