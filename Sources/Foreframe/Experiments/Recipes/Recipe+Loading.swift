import ForeframeFiles
import ForeframeFrames

extension Recipe {
  /// What the command line changes in a recipe's file.
  public struct Overrides: Hashable, Sendable {
    /// `key.path=value`, applied in order.
    public var settings: [String]
    /// A folder of frames in place of the recipe's data. The recipe's `about` and `licence` are left
    /// out then, unless ``settings`` give them.
    public var dataPath: String?
    /// In place of `training.seed`.
    public var seed: Int?
    /// In place of `training.steps` and `training.epochs`.
    public var steps: Int?
    /// In place of `training.minutes`; the recipe's steps or epochs say what part of the time its
    /// other numbers of steps are.
    public var minutes: Double?
    /// In place of `data.inputs` and `data.horizon`.
    public var inputs: Int?
    public var horizon: Int?
    /// In place of `data.reduce`, or the size of synthetic frames.
    public var size: FrameSize?

    public init(
      settings: [String] = [], dataPath: String? = nil, seed: Int? = nil, steps: Int? = nil,
      minutes: Double? = nil, inputs: Int? = nil, horizon: Int? = nil, size: FrameSize? = nil
    ) {
      self.settings = settings
      self.dataPath = dataPath
      self.seed = seed
      self.steps = steps
      self.minutes = minutes
      self.inputs = inputs
      self.horizon = horizon
      self.size = size
    }
  }

  /// Reads a recipe; overrides win against the file, the command's flags against `--set`.
  public static func read(
    _ path: String, overrides: Overrides = Overrides()
  ) throws(RecipeError) -> Recipe {
    let text: String
    do throws(FileError) {
      text = try FileSystem.readText(path, limit: 1 << 20, allowsPipe: true)
    } catch {
      throw .file(error)
    }
    var value: JSON
    do throws(YAMLText.Failure) {
      value = try YAMLText.parse(text)
    } catch {
      throw .syntax(file: path, reason: error.reason)
    }
    if value.isNull { throw .syntax(file: path, reason: "the file is empty") }
    // The configuration of a run holds its recipe.
    let isRun = value["recipe"] != nil && value["run"] != nil
    if isRun, let inner = value["recipe"] { value = inner }
    // What a recipe says of its own data, and the licence of weights trained on them, say nothing of
    // weights that other data make. A run on a folder of frames has what its user said.
    if overrides.dataPath != nil, !(isRun && value["data"]?["path"] != nil) {
      for key in ["about", "licence"] { value.set([key], .null) }
    }
    return try read(value, file: path, overrides: overrides)
  }

  /// The recipe of a map with overrides; `file` is for errors and the name.
  public static func read(
    _ value: JSON, file path: String, overrides: Overrides
  ) throws(RecipeError) -> Recipe {
    var value = value
    for setting in overrides.settings { try set(setting, in: &value) }
    if let seed = overrides.seed { value.set(["training", "seed"], JSON(seed)) }
    if let steps = overrides.steps {
      for key in ["epochs", "minutes"] { value.set(["training", key], .null) }
      value.set(["training", "steps"], JSON(steps))
    }
    if let minutes = overrides.minutes { value.set(["training", "minutes"], JSON(minutes)) }
    if let inputs = overrides.inputs { value.set(["data", "inputs"], JSON(inputs)) }
    if let horizon = overrides.horizon { value.set(["data", "horizon"], JSON(horizon)) }
    if let folder = overrides.dataPath {
      for key in ["synthetic", "digits", "seed", "height", "width"] {
        value.set(["data", key], .null)
      }
      value.set(["data", "path"], .string(folder))
    }
    if let size = overrides.size {
      if let synthetic = value["data"]?["synthetic"], !synthetic.isNull {
        value.set(["data", "height"], JSON(size.height))
        value.set(["data", "width"], JSON(size.width))
      } else {
        value.set(["data", "reduce"], JSON([size.height, size.width]))
      }
    }
    return try Recipe(value, file: path)
  }

  /// The most keys of an override's path.
  private static let deepestKey = 32

  private static func set(_ setting: String, in value: inout JSON) throws(RecipeError) {
    guard let sign = setting.firstIndex(of: "="), sign != setting.startIndex else {
      throw .badOverride(text: setting, reason: "write key.path=value")
    }
    let keys = setting[..<sign].split(separator: ".", omittingEmptySubsequences: false)
      .map(String.init)
    guard keys.count <= deepestKey else {
      throw .badOverride(
        text: setting, reason: "\(keys.count) keys in one another; at most \(deepestKey) are read")
    }
    guard keys.allSatisfy({ !$0.isEmpty }) else {
      throw .badOverride(text: setting, reason: "an empty key")
    }
    let new: JSON
    do throws(YAMLText.Failure) {
      new = try YAMLText.parse(String(setting[setting.index(after: sign)...]))
    } catch {
      throw .badOverride(text: setting, reason: error.reason)
    }
    guard value.set(keys[...], new) else {
      throw .badOverride(
        text: setting,
        reason: "'\(setting[..<sign].shown)' leads through a value that is no map, or "
          + "past the end of a list")
    }
  }
}

extension JSON {
  /// Puts a value at a path of keys and list positions; makes maps on the way. Returns false,
  /// and changes nothing, where the path leads through something else.
  @discardableResult
  mutating func set(_ path: ArraySlice<String>, _ new: JSON) -> Bool {
    guard let key = path.first else {
      self = new
      return true
    }
    switch self {
    case .object(var object):
      var inner = object[key] ?? .null
      guard inner.set(path.dropFirst(), new) else { return false }
      object[key] = inner
      self = .object(object)
    case .null:
      var inner = JSON.null
      guard inner.set(path.dropFirst(), new) else { return false }
      self = [:]
      set([key], inner)
    case .array(var values):
      guard let index = Int(key), values.indices.contains(index),
        values[index].set(path.dropFirst(), new)
      else { return false }
      self = .array(values)
    case .bool, .integer, .number: return false
    case .string(let word):
      // `optimiser: adam` is short for `optimiser: {kind: adam}`.
      guard path.count == 1 else { return false }
      self = ["kind": .string(word)]
      set([key], new)
    }
    return true
  }
}
