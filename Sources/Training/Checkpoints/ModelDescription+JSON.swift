import ForeframeFiles
import ForeframeRecurrent

/// Why a description of an architecture is refused.
public struct DescriptionError: Error, Hashable, Sendable {
  /// A sentence about the key and its value.
  public var reason: String

  public init(_ reason: String) { self.reason = reason }
}

extension ModelDescription {
  /// Keys of an architecture, in files and in recipes.
  public static let keys = [
    "architecture", "cell", "layers", "channels", "patch", "bias", "readout_bias", "residual",
    "output", "normalisation", "dropout",
  ]
  /// Keys of a layer.
  public static let layerKeys = ["channels", "kernel", "input_kernel"]

  /// As stored in a model file and as written in a recipe's `model` part.
  public var json: JSON {
    var object = JSONObject()
    object["architecture"] = JSON.string(architecture.rawValue)
    object["cell"] = JSON.string(cell.rawValue)
    object["layers"] = JSON.array(
      layers.map { layer in
        var item = JSONObject()
        item["channels"] = JSON(layer.channels)
        item["kernel"] = JSON(layer.stateKernel)
        item["input_kernel"] = JSON(layer.inputKernel)
        return JSON.object(item)
      })
    object["channels"] = JSON(frameChannels)
    object["patch"] = JSON(patch)
    object["bias"] = JSON.bool(hasCellBias)
    object["readout_bias"] = JSON.bool(hasReadoutBias)
    object["residual"] = JSON.bool(isResidual)
    object["output"] = JSON.string(output.rawValue)
    switch normalisation {
    case .none: object["normalisation"] = "none"
    case .layer: object["normalisation"] = "layer"
    case .group(let groups): object["normalisation"] = JSON.string("group:\(groups)")
    }
    object["dropout"] = JSON(dropout)
    return .object(object)
  }

  /// Reads what ``json`` writes; keys that are left out have their defaults.
  public init(json: JSON) throws(DescriptionError) {
    guard let object = json.object else { throw DescriptionError("model is not a map") }
    let reader = DescriptionReader(object)
    try reader.refuseUnknown(Self.keys)
    let items = object["layers"]?.array ?? []
    if items.isEmpty { throw DescriptionError("layers: at least one layer is needed") }
    var layers: [Layer] = []
    for item in items {
      guard let layer = item.object else { throw DescriptionError("layers: not a list of maps") }
      let reader = DescriptionReader(layer, prefix: "layers.")
      try reader.refuseUnknown(Self.layerKeys)
      let kernel = try reader.odd("kernel", default: 3)
      layers.append(
        Layer(
          channels: try reader.positive("channels"),
          inputKernel: try reader.odd("input_kernel", default: kernel), stateKernel: kernel))
    }
    self.init(
      architecture: try reader.choice("architecture", default: .autoregressive),
      cell: try reader.choice("cell", default: .convLSTM), layers: layers,
      frameChannels: try reader.positive("channels", default: 1, limit: 4096),
      patch: try reader.positive("patch", default: 1, limit: 64),
      hasCellBias: try reader.bool("bias", default: true),
      hasReadoutBias: try reader.bool("readout_bias", default: true),
      isResidual: try reader.bool("residual", default: false),
      output: try reader.choice("output", default: .linear),
      normalisation: try reader.normalisation(layers),
      dropout: try reader.share("dropout"))
    if isResidual && output == .logits {
      throw DescriptionError("residual: does not go with output logits")
    }
  }
}

/// Typed access to a map's values, with errors that name the key.
struct DescriptionReader {
  let object: JSONObject
  let prefix: String

  init(_ object: JSONObject, prefix: String = "") {
    self.object = object
    self.prefix = prefix
  }

  func refuseUnknown(_ known: [String]) throws(DescriptionError) {
    for key in object.keys where !known.contains(key) {
      throw DescriptionError("unknown key \(prefix)\(key); known: \(known.joined(separator: ", "))")
    }
  }

  func positive(
    _ key: String, default standard: Int? = nil, limit: Int = 65_536
  ) throws(DescriptionError) -> Int {
    guard let value = object[key] else {
      if let standard { return standard }
      throw DescriptionError("\(prefix)\(key) is missing")
    }
    guard let number = value.int, number > 0, number <= limit else {
      throw DescriptionError("\(prefix)\(key) must be a whole number from 1 to \(limit)")
    }
    return number
  }

  func odd(_ key: String, default standard: Int) throws(DescriptionError) -> Int {
    let number = try positive(key, default: standard)
    guard number % 2 == 1, number <= 31 else {
      throw DescriptionError("\(prefix)\(key) is \(number): a filter's side is odd, at most 31")
    }
    return number
  }

  func bool(_ key: String, default standard: Bool) throws(DescriptionError) -> Bool {
    guard let value = object[key] else { return standard }
    guard let truth = value.bool else {
      throw DescriptionError("\(prefix)\(key) must be true or false")
    }
    return truth
  }

  func choice<T: RawRepresentable & CaseIterable>(
    _ key: String, default standard: T
  ) throws(DescriptionError) -> T where T.RawValue == String {
    guard let value = object[key] else { return standard }
    guard let text = value.string, let choice = T(rawValue: text) else {
      let known = T.allCases.map(\.rawValue).joined(separator: ", ")
      throw DescriptionError("\(prefix)\(key) must be one of: \(known)")
    }
    return choice
  }

  func share(_ key: String) throws(DescriptionError) -> Float {
    guard let value = object[key] else { return 0 }
    guard let number = value.double, (0..<1).contains(number) else {
      throw DescriptionError("\(prefix)\(key) must be at least 0 and less than 1")
    }
    return Float(number)
  }

  func normalisation(
    _ layers: [ModelDescription.Layer]
  ) throws(DescriptionError) -> ModelDescription.Normalisation {
    let text = object["normalisation"]?.string ?? "none"
    if text == "none" { return .none }
    if text == "layer" { return .layer }
    let parts = text.split(separator: ":")
    if parts.count == 2, parts[0] == "group", let groups = Int(parts[1]), groups > 0,
      layers.allSatisfy({ $0.channels % groups == 0 })
    {
      return .group(groups)
    }
    throw DescriptionError(
      "\(prefix)normalisation must be none, layer or group:G with G dividing the channels")
  }
}
