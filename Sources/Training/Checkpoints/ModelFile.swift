import ForeframeFiles
import ForeframeRecurrent
import ForeframeTensorGraph

/// A trained network with all that a forecast needs: one safetensors file.
public struct ModelFile: Sendable {
  /// One named tensor.
  public struct Weight: Sendable {
    public var name: String
    public var shape: Shape
    public var values: [Float]

    public init(name: String, shape: Shape, values: [Float]) {
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  /// Version of the format that this library writes; see `docs/model-format.md`.
  public static let formatVersion = "1"

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

  /// The number of parameters.
  public var parameterCount: Int { weights.reduce(0) { $0 + $1.shape.count } }

  /// A note by its key.
  public func note(_ key: String) -> String? { notes.first { $0.key == key }?.value }
}

/// Why a file is not a model.
public enum ModelError: Error, Hashable, Sendable {
  case file(SafetensorsError)
  case notAModel(path: String)
  case unsupportedVersion(path: String, version: String)
  case badDescription(path: String, reason: String)
  case missingTensor(path: String, name: String)
  case unexpectedTensor(path: String, name: String)
  case wrongShape(path: String, name: String, expected: [Int], found: [Int])
  case notFinite(path: String, name: String)
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
    guard let version = file.metadata("foreframe") else { throw .notAModel(path: path) }
    guard version == Self.formatVersion else {
      throw .unsupportedVersion(path: path, version: version)
    }
    func json(_ key: String) throws(ModelError) -> JSON {
      guard let text = file.metadata(key) else {
        throw .badDescription(path: path, reason: "metadata \(key) is missing")
      }
      do { return try JSON(parsing: text) } catch {
        throw .badDescription(path: path, reason: "metadata \(key): \(error)")
      }
    }
    func positive(_ key: String) throws(ModelError) -> Int {
      guard let value = file.metadata(key).flatMap({ Int($0) }), value > 0, value <= 10_000 else {
        throw .badDescription(path: path, reason: "metadata \(key) is not a positive number")
      }
      return value
    }
    let description: ModelDescription
    do { description = try ModelDescription(json: try json("architecture")) } catch let error
      as DescriptionError
    {
      throw .badDescription(path: path, reason: error.reason)
    } catch let error as ModelError {
      throw error
    } catch {
      throw .badDescription(path: path, reason: "\(error)")
    }
    let range = try json("normalisation")
    guard let low = range["minimum"]?.double, let high = range["maximum"]?.double, high > low
    else {
      throw .badDescription(path: path, reason: "metadata normalisation needs minimum < maximum")
    }
    self.init(
      description: description, minimum: Float(low), maximum: Float(high),
      inputs: try positive("inputs"), horizon: try positive("horizon"), weights: [],
      notes: file.metadata.filter { !Self.ownKeys.contains($0.key) })
    weights = try Self.weights(description, file)
  }

  private static func weights(
    _ description: ModelDescription, _ file: SafetensorsFile
  ) throws(ModelError) -> [Weight] {
    let path = file.path
    let expected = description.parameters
    var weights: [Weight] = []
    for parameter in expected {
      guard let tensor = file[parameter.name] else {
        throw .missingTensor(path: path, name: parameter.name)
      }
      guard tensor.shape == parameter.shape.sizes else {
        throw .wrongShape(
          path: path, name: parameter.name, expected: parameter.shape.sizes, found: tensor.shape)
      }
      let values: [Float]
      do { values = try tensor.floats() } catch { throw .file(error) }
      guard values.allSatisfy(\.isFinite) else {
        throw .notFinite(path: path, name: parameter.name)
      }
      weights.append(Weight(name: parameter.name, shape: parameter.shape, values: values))
    }
    let names = Set(expected.map(\.name))
    for name in file.names where !names.contains(name) && !name.hasPrefix("optimiser.") {
      throw .unexpectedTensor(path: path, name: name)
    }
    return weights
  }

  /// Metadata in the order in which it is written.
  public var metadata: [(key: String, value: String)] {
    let range: JSON = ["minimum": JSON(minimum), "maximum": JSON(maximum)]
    return [
      ("foreframe", Self.formatVersion), ("format", "foreframe-model"),
      ("architecture", description.json.text()),
      ("normalisation", range.text()),
      ("inputs", String(inputs)), ("horizon", String(horizon)),
    ] + notes
  }

  /// Writes the file in one atomic step.
  public func write(to path: String) throws(ModelError) {
    do {
      try SafetensorsFile.write(
        weights.map { SafetensorsFile.Entry($0.name, shape: $0.shape.sizes, $0.values) },
        metadata: metadata, to: path)
    } catch { throw .file(error) }
  }
}

extension ModelDescription {
  /// Names and shapes of all parameters, in order.
  public var parameters: [ParameterSpecification] {
    let scope = ParameterScope(GraphBuilder())
    _ = makeModel(scope)
    return scope.registry.specifications
  }

  /// The number of parameters.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }
}
