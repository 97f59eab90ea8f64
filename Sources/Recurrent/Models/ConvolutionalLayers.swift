import ForeframeTensorGraph

/// Convolutional layers with normalisation and dropout between them.
struct ConvolutionalLayers {
  let layers: [(layer: RecurrentLayer, between: NormAndDropout)]

  /// - Parameter dropoutSeed: seed [3] for dropout in training; nil for none.
  func stack(dropoutSeed: Tensor?) -> Stack {
    Stack(
      layers.map {
        NormalisedLayer(layer: $0.layer, between: $0.between, dropoutSeed: dropoutSeed)
      })
  }
}
