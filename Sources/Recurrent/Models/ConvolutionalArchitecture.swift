import ForeframeFiles

/// An architecture that is determined by a ``ConvolutionalNetwork``: only what it does with the
/// layers is its own.
public protocol ConvolutionalArchitecture: FrameNetwork {
  var network: ConvolutionalNetwork { get set }
  init(_ network: ConvolutionalNetwork)
}

extension ConvolutionalArchitecture {
  public var frames: FrameInterface {
    get { network.frames }
    set { network.frames = newValue }
  }
  public var dropout: Float { network.dropout }
}

extension ArchitectureDescription where Self: ConvolutionalArchitecture {
  static var keys: [String] { ConvolutionalNetwork.keys }
  var layerCount: Int { network.layers.count }
  var values: JSONObject { network.values }
  var facts: [(key: String, value: JSON)] { network.facts }

  init(_ reader: DescriptionReader) throws(DescriptionError) {
    self.init(try ConvolutionalNetwork(reader))
  }
}
