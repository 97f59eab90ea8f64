import ForeframeFiles

extension ModelDescription {
  /// The key that names the architecture.
  private static let architectureKey = "architecture"
  /// The key of the quantiles that any architecture may forecast besides.
  private static let quantilesKey = "quantiles"
  /// How the name of a program's own network begins in place of an architecture's.
  public static let customPrefix = "custom:"

  /// As stored in a model file and as written in a recipe's `model` part.
  public var json: JSON {
    var object = JSONObject()
    object[Self.architectureKey] = .string(architecture.rawValue)
    let values = payload.values
    for key in type(of: payload).keys { object[key] = values[key] }
    if !frames.quantiles.isEmpty { object[Self.quantilesKey] = JSON(frames.quantiles) }
    return .object(object)
  }

  /// Reads what ``json`` writes; keys that are left out have their defaults.
  ///
  /// - Throws: ``DescriptionError``, also for a program's own network (`custom:NAME`): what it
  ///   consists of is known to that program alone.
  public init(json: JSON) throws(DescriptionError) {
    guard let object = json.object else { throw DescriptionError("model is not a map") }
    if let name = Self.customName(json) {
      throw DescriptionError(
        "architecture '\(Self.customPrefix)\(name.shown)' is a program's own network; "
          + "only the program that made it can build it")
    }
    let reader = DescriptionReader(object)
    let architecture = try reader.choice(
      Self.architectureKey, default: Architecture.autoregressive)
    try reader.refuseUnknown(
      [Self.architectureKey] + architecture.type.keys + [Self.quantilesKey])
    self = try architecture.type.init(reader).model
    frames.quantiles = try reader.quantiles(Self.quantilesKey)
  }

  /// The name of a program's own network, if `architecture` names one.
  public static func customName(_ architecture: JSON) -> String? {
    guard let name = architecture[architectureKey]?.string, name.hasPrefix(customPrefix) else {
      return nil
    }
    return String(name.dropFirst(customPrefix.count))
  }

  /// What people want to know of it at a glance, besides its frames.
  public var facts: [(key: String, value: JSON)] {
    [(Self.architectureKey, .string(architecture.rawValue))] + payload.facts
      + (frames.quantiles.isEmpty ? [] : [(Self.quantilesKey, JSON(frames.quantiles))])
  }
}
