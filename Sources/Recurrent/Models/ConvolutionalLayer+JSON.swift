import ForeframeFiles

extension ConvolutionalNetwork.Layer {
  private static let keys = ["channels", "kernel", "input_kernel"]

  /// Layers as files and recipes have them.
  static func json(_ layers: [ConvolutionalNetwork.Layer]) -> JSON {
    .array(
      layers.map {
        [
          "channels": JSON($0.channels), "kernel": JSON($0.stateKernel),
          "input_kernel": JSON($0.inputKernel),
        ]
      })
  }

  /// Reads what ``json(_:)`` writes from the key `layers`.
  static func read(
    _ reader: DescriptionReader
  ) throws(DescriptionError) -> [ConvolutionalNetwork.Layer] {
    var layers: [ConvolutionalNetwork.Layer] = []
    for layer in try reader.maps("layers", "layer") {
      try layer.refuseUnknown(keys)
      let kernel = try layer.odd("kernel", default: 3)
      layers.append(
        ConvolutionalNetwork.Layer(
          channels: try layer.positive("channels"),
          inputKernel: try layer.odd("input_kernel", default: kernel), stateKernel: kernel))
    }
    return layers
  }

  /// "64 (3x3, 3x3), 64 (3x3, 3x3)"
  static func sizes(_ layers: [ConvolutionalNetwork.Layer]) -> String {
    layers.map {
      "\($0.channels) (\($0.inputKernel)x\($0.inputKernel), \($0.stateKernel)x\($0.stateKernel))"
    }.joined(separator: ", ")
  }
}
