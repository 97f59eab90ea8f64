import ForeframeFiles
import ForeframeTensorGraph

/// What a flow-residual network is made of; see ``FlowResidual``.
public struct FlowResidualDescription: ArchitectureDescription {
  static let architecture = ModelDescription.Architecture.flowResidual
  static let keys = ["cell", "layers", "channels", "features", "details"]

  public var cell: ConvolutionalCellKind
  /// The recurrent layers, on a quarter of the grid; encoder and forecaster have the same.
  public var layers: [ConvolutionalNetwork.Layer]
  public var frames: FrameInterface
  /// Channels of maps between frames and layers, on a quarter of the grid.
  public var features: Int
  /// Channels of maps on half of the grid.
  public var details: Int

  public init(
    cell: ConvolutionalCellKind = .convLSTM, layers: [ConvolutionalNetwork.Layer],
    channels: Int = 1, features: Int = 32, details: Int = 16
  ) {
    self.cell = cell
    self.layers = layers
    frames = FrameInterface(channels: channels)
    self.features = features
    self.details = details
  }

  public var feedsPredictionsBack: Bool { false }
  public var guidance: Guidance { .motion }
  var layerCount: Int { layers.count }
  var model: ModelDescription { .flowResidual(self) }

  public func makeModel(_ scope: ParameterScope) -> any SequenceModel { FlowResidual(self, scope) }
}

extension FlowResidualDescription {
  var values: JSONObject {
    var object = JSONObject()
    object["cell"] = .string(cell.rawValue)
    object["layers"] = ConvolutionalNetwork.Layer.json(layers)
    object["channels"] = JSON(frames.channels)
    object["features"] = JSON(features)
    object["details"] = JSON(details)
    return object
  }

  init(_ reader: DescriptionReader) throws(DescriptionError) {
    self.init(
      cell: try reader.choice("cell", default: .convLSTM),
      layers: try ConvolutionalNetwork.Layer.read(reader),
      channels: try reader.positive("channels", default: 1, limit: 4096),
      features: try reader.positive("features", default: 32, limit: 4096),
      details: try reader.positive("details", default: 16, limit: 4096))
  }

  var facts: [(key: String, value: JSON)] {
    [
      ("cell", .string(cell.rawValue)),
      ("layers", .string(ConvolutionalNetwork.Layer.sizes(layers))),
      ("starts_from", "the damped forecast"),
    ]
  }
}
