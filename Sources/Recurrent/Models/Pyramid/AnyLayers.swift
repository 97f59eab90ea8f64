import ForeframeTensorGraph

/// The layers of a network of convolutional cells, on one grid or on several.
enum AnyLayers {
  case plain(ConvolutionalLayers)
  case pyramid(PyramidLayers)

  /// Channels of an output.
  var outputSize: Int {
    switch self {
    case .plain(let layers): layers.stack(dropoutSeed: nil).outputSize
    case .pyramid(let layers): layers.outputSize
    }
  }

  /// - Parameter dropoutSeed: seed [3] for dropout in training; nil for none.
  func stack(dropoutSeed: Tensor?) -> any SequenceLayer {
    switch self {
    case .plain(let layers): layers.stack(dropoutSeed: dropoutSeed)
    case .pyramid(let layers): layers.pyramid(dropoutSeed: dropoutSeed)
    }
  }
}
