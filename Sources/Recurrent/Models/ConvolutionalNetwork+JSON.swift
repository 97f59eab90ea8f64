import ForeframeFiles

extension ConvolutionalNetwork {
  /// Keys in files and recipes, in the order in which they are written.
  static let keys = [
    "cell", "layers", "scales", "channels", "patch", "bias", "readout_bias", "residual", "output",
    "normalisation", "dropout",
  ]

  var values: JSONObject {
    var object = JSONObject()
    object["cell"] = .string(cell.rawValue)
    object["layers"] = Layer.json(layers)
    if !scales.isEmpty { object["scales"] = JSON(scales) }
    object["channels"] = JSON(frames.channels)
    object["patch"] = JSON(frames.patch)
    object["bias"] = .bool(hasCellBias)
    object["readout_bias"] = .bool(hasReadoutBias)
    object["residual"] = .bool(isResidual)
    object["output"] = .string(frames.output.rawValue)
    switch norm {
    case .none: object["normalisation"] = "none"
    case .layer: object["normalisation"] = "layer"
    case .group(let groups): object["normalisation"] = .string("group:\(groups)")
    }
    object["dropout"] = JSON(dropout)
    return object
  }

  init(_ reader: DescriptionReader) throws(DescriptionError) {
    let layers = try Layer.read(reader)
    self.init(
      cell: try reader.choice("cell", default: .convLSTM), layers: layers,
      frames: FrameInterface(
        channels: try reader.positive("channels", default: 1, limit: 4096),
        patch: try reader.positive("patch", default: 1, limit: 64),
        output: try reader.choice("output", default: .linear)),
      hasCellBias: try reader.bool("bias", default: true),
      hasReadoutBias: try reader.bool("readout_bias", default: true),
      isResidual: try reader.bool("residual", default: false),
      norm: try Norm(reader, layers), dropout: try reader.share("dropout"),
      scales: try reader.scales("scales", count: layers.count))
    if isResidual && frames.output == .logits {
      throw DescriptionError("residual: does not go with output logits")
    }
  }

  var facts: [(key: String, value: JSON)] {
    var facts: [(key: String, value: JSON)] = [
      ("cell", .string(cell.rawValue)), ("layers", .string(Layer.sizes(layers))),
    ]
    if !scales.isEmpty {
      facts.append(("scales", .string(scales.map { "1/\($0)" }.joined(separator: ", "))))
    }
    return facts
  }
}

extension ConvolutionalNetwork.Norm {
  fileprivate init(
    _ reader: DescriptionReader, _ layers: [ConvolutionalNetwork.Layer]
  ) throws(DescriptionError) {
    let given = reader.object["normalisation"] ?? "none"
    let value = given.isNull ? "none" : given
    // Not a word: nothing that could be meant.
    let text = value.string ?? ""
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if text == "none" {
      self = .none
    } else if text == "layer" {
      self = .layer
    } else if parts.count == 2, parts[0] == "group", let groups = Int(parts[1]), groups > 0,
      layers.allSatisfy({ $0.channels % groups == 0 })
    {
      self = .group(groups)
    } else {
      throw DescriptionError(
        "\(reader.prefix)normalisation is \(value.text()): it must be none, layer or group:G with G "
          + "dividing the channels")
    }
  }
}
