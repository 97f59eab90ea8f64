import ForeframeFiles
import ForeframeRecurrent

/// The weights of a program's own network, with what the program notes about it.
///
/// What the network consists of only the program knows: it has the builder, so it hands over the
/// parameters when it reads the file. The command line refuses such a file and says the name.
///
///     try CustomModelFile(name: "sine", settings: ["hidden": 32], weights: weights).write(to: path)
///     let file = try CustomModelFile.read(path, name: "sine", parameters: network.parameters)
public struct CustomModelFile: SavedNetwork {
  /// Which of the program's networks it is.
  public var name: String
  /// Sizes and whatever else the builder needs.
  public var settings: JSONObject
  /// The network's parameters in order.
  public var weights: [Weight]
  /// Further metadata, for people and for the program.
  public var notes: [(key: String, value: String)]

  /// - Parameter settings: any keys but `architecture`, which stands for the name.
  public init(
    name: String, settings: JSONObject = JSONObject(), weights: [Weight],
    notes: [(key: String, value: String)] = []
  ) {
    precondition(settings[Self.nameKey] == nil, "settings: '\(Self.nameKey)' is the name's key")
    self.name = name
    self.settings = settings
    self.weights = weights
    self.notes = notes
  }

  private static let nameKey = "architecture"
  private static let ownKeys: Set<String> = ["foreframe", "format", "architecture"]
  private static let version = "2"
}

extension CustomModelFile {
  /// A file's name and settings, from which the program builds the network.
  ///
  /// - Returns: nil for a network that files can describe; ``ModelFile`` reads it.
  public static func header(
    of file: SafetensorsFile
  ) throws(ModelError) -> (name: String, settings: JSONObject)? {
    try ModelFile.checkVersion(file)
    let architecture = try ModelFile.json("architecture", file)
    guard let name = ModelDescription.customName(architecture),
      var settings = architecture.object
    else { return nil }
    settings[nameKey] = nil
    return (name, settings)
  }

  /// Reads the network `name` and checks every tensor against its parameters.
  ///
  /// Tensors named `optimiser.*` (of a checkpoint) are left out.
  public static func read(
    _ path: String, name: String, parameters: [ParameterSpecification]
  ) throws(ModelError) -> CustomModelFile {
    let file: SafetensorsFile
    do { file = try SafetensorsFile.read(path) } catch { throw .file(error) }
    return try CustomModelFile(file, name: name, parameters: parameters)
  }

  /// The network within a file that has been read.
  public init(
    _ file: SafetensorsFile, name: String, parameters: [ParameterSpecification]
  ) throws(ModelError) {
    guard let header = try Self.header(of: file), header.name == name else {
      throw .badDescription(path: file.path, reason: "this is not the network '\(name.shown)'")
    }
    self.init(
      name: name, settings: header.settings, weights: try file.weights(of: parameters),
      notes: file.metadata.filter { !Self.ownKeys.contains($0.key) })
  }

  /// Metadata in the order in which it is written.
  public var metadata: [(key: String, value: String)] {
    var architecture = JSONObject()
    architecture[Self.nameKey] = .string(ModelDescription.customPrefix + name)
    for (key, value) in settings { architecture[key] = value }
    return [
      ("foreframe", Self.version), ("format", "foreframe-model"),
      ("architecture", JSON.object(architecture).text()),
    ] + notes
  }
}
