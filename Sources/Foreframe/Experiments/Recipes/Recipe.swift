import ForeframeFiles
import ForeframeRecurrent
import ForeframeTraining

/// A network, its data and its training: a YAML file in `Configs/`.
///
/// Read from a file, with overrides; see `Configs/README.md` for the keys.
public struct Recipe: Hashable, Sendable {
  /// A short name for reports and model files; the file's unless it is given.
  public var name: String
  /// A sentence for people.
  public var about: String?
  /// The licence under which the trained weights are passed on.
  public var licence: String?
  public var model: ModelDescription
  /// Whether `model.channels` is written down; otherwise the data decide.
  public var hasGivenChannels: Bool
  public var data: DataRecipe
  public var training: TrainingRecipe

  private static let keys = ["name", "about", "licence", "model", "data", "training"]

  /// A recipe from a map; `file` is for errors and the name.
  public init(_ value: JSON, file: String) throws(RecipeError) {
    let reader = try RecipeReader(value, file: file, known: Self.keys)
    name = try reader.string("name") ?? FileSystem.stem(file)
    about = try reader.string("about")
    licence = try reader.string("licence")
    model = try Self.model(reader["model"] ?? [:], file: file)
    hasGivenChannels = reader["model"]?["channels"].map { !$0.isNull } ?? false
    data = try DataRecipe(reader["data"], file: file)
    training = try TrainingRecipe(reader["training"], file: file)
    try check(file)
  }

  private static func model(_ value: JSON, file: String) throws(RecipeError) -> ModelDescription {
    guard value.object != nil else {
      throw .badValue(file: file, key: "model", reason: "must be a map of keys")
    }
    do throws(DescriptionError) {
      return try ModelDescription(json: value)
    } catch {
      guard let unknown = error.unknownKey else {
        throw .badValue(file: file, key: "model", reason: error.reason)
      }
      let prefix = "model." + unknown.prefix
      let near = Spelling.suggestion(for: unknown.key, among: unknown.known)
      throw .unknownKey(
        file: file, key: prefix + unknown.key, suggestion: near.map { prefix + $0 },
        known: unknown.known)
    }
  }

  /// The recipe as it was resolved, with every default; ``init(_:file:)`` reads it again.
  public var json: JSON {
    var object = JSONObject()
    object["name"] = .string(name)
    object["about"] = about.map { .string($0) }
    object["licence"] = licence.map { .string($0) }
    object["model"] = model.json
    object["data"] = data.json
    object["training"] = training.json
    return .object(object)
  }

  /// What must be the same for a run to go on: no names, and no paths, whose content the data's
  /// fingerprint stands for.
  public var identity: JSON {
    var data = self.data.json.object ?? JSONObject()
    data["path"] = nil
    data["digits"] = nil
    return ["model": model.json, "data": .object(data), "training": training.json]
  }

  /// The most layers times frames, so that compiling a step takes minutes at most.
  public static let mostLayerSteps = 32_768

  /// What goes wrong between the parts.
  private func check(_ file: String) throws(RecipeError) {
    func bad(_ key: String, _ reason: String) -> RecipeError {
      .badValue(file: file, key: key, reason: reason)
    }
    let layers = model.layerCount.multipliedOrLargest(data.inputs + data.horizon)
    guard layers <= Self.mostLayerSteps else {
      throw bad(
        "model.layers",
        "\(model.layerCount) layers over \(data.inputs + data.horizon) frames are \(layers) steps of a "
          + "layer; at most \(Self.mostLayerSteps) can be trained")
    }
    if training.loss.takesLogits != (model.frames.output == .logits) {
      throw bad("training.loss", "bce and the model's output 'logits' go together")
    }
    if training.quantileWeight != nil && model.frames.quantiles.isEmpty {
      throw bad("training.quantile_weight", "goes with model.quantiles only")
    }
    if training.sampling.end > 0 && !model.feedsPredictionsBack {
      throw bad("training.sampling", "an \(model.architecture.rawValue) is not fed any truth")
    }
    if data.synthetic != nil {
      if case .epochs = training.length {
        throw bad("training.epochs", "synthetic data have no end; give steps")
      }
      if data.height % model.patch != 0 || data.width % model.patch != 0 {
        throw bad(
          "model.patch", "\(model.patch) does not divide \(data.height)x\(data.width) pixels")
      }
      if hasGivenChannels && model.frameChannels != 1 {
        throw bad("model.channels", "\(data.synthetic?.rawValue ?? "") has 1 channel")
      }
    }
  }
}
