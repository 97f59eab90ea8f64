import ForeframeFiles
import ForeframeRecurrent

/// A trained network with all that a forecast needs: one safetensors file.
public struct ModelFile: SavedNetwork {
  public typealias Weight = ForeframeTraining.Weight

  /// Versions of the format that this library reads, see `docs/model-format.md`: what is in 1 is the
  /// same in 2, which besides has programs' own networks (``CustomModelFile``).
  public static let readableVersions = ["1", "2"]
  /// The version that is written: the oldest that has what the file needs.
  static let version = "1"

  public var description: ModelDescription
  /// Sample values that became 0 and 1.
  public var minimum: Float
  public var maximum: Float
  /// Frames read and predicted in training; other numbers work too.
  public var inputs: Int
  public var horizon: Int
  /// Network parameters in order.
  public var weights: [Weight]
  /// Everything else in the metadata: cadence, data fingerprint, seed, licence, scores.
  public var notes: [(key: String, value: String)]

  public init(
    description: ModelDescription, minimum: Float, maximum: Float, inputs: Int, horizon: Int,
    weights: [Weight], notes: [(key: String, value: String)] = []
  ) {
    self.description = description
    self.minimum = minimum
    self.maximum = maximum
    self.inputs = inputs
    self.horizon = horizon
    self.weights = weights
    self.notes = notes
  }

  /// A note by its key.
  public func note(_ key: String) -> String? { notes.first { $0.key == key }?.value }
}

extension ModelFile {
  private static let ownKeys: Set<String> = [
    "foreframe", "format", "architecture", "normalisation", "inputs", "horizon",
  ]

  /// Reads a model and checks every tensor against the architecture.
  ///
  /// Tensors named `optimiser.*` (of a checkpoint) are left out.
  public static func read(_ path: String) throws(ModelError) -> ModelFile {
    let file: SafetensorsFile
    do { file = try SafetensorsFile.read(path) } catch { throw .file(error) }
    return try ModelFile(file)
  }

  /// The model within a file that has been read.
  public init(_ file: SafetensorsFile) throws(ModelError) {
    let path = file.path
    try Self.checkVersion(file)
    func positive(_ key: String) throws(ModelError) -> Int {
      guard let value = file.metadata(key).flatMap({ Int($0) }), value > 0, value <= 10_000 else {
        throw .badDescription(path: path, reason: "metadata \(key) is not a positive number")
      }
      return value
    }
    let description: ModelDescription
    let architecture = try Self.json("architecture", file)
    do { description = try ModelDescription(json: architecture) } catch {
      throw .badDescription(path: path, reason: error.reason)
    }
    let range = try Self.json("normalisation", file)
    guard let low = range["minimum"]?.double, let high = range["maximum"]?.double else {
      throw .badDescription(path: path, reason: "metadata normalisation needs minimum < maximum")
    }
    let samples: SampleRange
    do { samples = try SampleRange(minimum: low, maximum: high) } catch {
      throw .badDescription(path: path, reason: "metadata normalisation: \(error.reason)")
    }
    self.init(
      description: description, minimum: samples.minimum, maximum: samples.maximum,
      inputs: try positive("inputs"), horizon: try positive("horizon"), weights: [],
      notes: file.metadata.filter { !Self.ownKeys.contains($0.key) })
    weights = try file.weights(of: description.parameters)
  }

  /// Refuses files that are no models, or models of a later format.
  static func checkVersion(_ file: SafetensorsFile) throws(ModelError) {
    guard let version = file.metadata("foreframe") else { throw .notAModel(path: file.path) }
    guard readableVersions.contains(version) else {
      throw .unsupportedVersion(path: file.path, version: version)
    }
  }

  /// A JSON document in the metadata.
  static func json(_ key: String, _ file: SafetensorsFile) throws(ModelError) -> JSON {
    guard let text = file.metadata(key) else {
      throw .badDescription(path: file.path, reason: "metadata \(key) is missing")
    }
    do { return try JSON(parsing: text) } catch {
      throw .badDescription(path: file.path, reason: "metadata \(key): \(error)")
    }
  }

  /// Metadata in the order in which it is written.
  public var metadata: [(key: String, value: String)] {
    let range: JSON = ["minimum": JSON(minimum), "maximum": JSON(maximum)]
    return [
      ("foreframe", Self.version), ("format", "foreframe-model"),
      ("architecture", description.json.text()),
      ("normalisation", range.text()),
      ("inputs", String(inputs)), ("horizon", String(horizon)),
    ] + notes
  }
}
