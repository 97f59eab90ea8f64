import ForeframeTensorGraph

/// Convolutional layers on grids of several scales, with normalisation and dropout between them.
struct PyramidLayers {
  private let parts: [(layer: RecurrentLayer, between: NormAndDropout, level: Place)]
  private let end: ScaleChange?
  let outputSize: Int

  private struct Place {
    var scale: Int
    var change: ScaleChange?
    var skip: Int?
  }

  /// - Parameters:
  ///   - name: parameters are under `NAME.I.`, with I the layer's place in the network.
  ///   - order: places of the layers in the order in which they run.
  ///   - inputChannels: what the first of them reads; 0 if it reads nothing.
  ///   - hasSkips: whether layers on the way up read outputs of the way down.
  ///   - hasEnd: whether outputs are brought back to the finest grid.
  init(
    _ network: ConvolutionalNetwork, _ scope: ParameterScope, _ name: String, order: [Int],
    inputChannels: Int, hasSkips: Bool, hasEnd: Bool
  ) {
    var parts: [(layer: RecurrentLayer, between: NormAndDropout, level: Place)] = []
    var (channels, scale) = (inputChannels, 1)
    /// The last layer on each grid.
    var last: [Int: Int] = [:]
    for (position, index) in order.enumerated() {
      let layer = network.layers[index]
      let inner = scope.scope("\(name).\(index)")
      var place = Place(scale: network.scales[index])
      if channels > 0 {
        let change = ScaleChange(
          inner.scope("resize"), from: scale, to: place.scale,
          channels: (inputs: channels, outputs: layer.channels))
        place.change = change
        channels = change.outputs
        if hasSkips, place.scale < scale, let other = last[place.scale] {
          place.skip = other
          channels += network.layers[order[other]].channels
        }
      }
      let size = ConvolutionalSize(
        inputChannels: channels, hidden: layer.channels, inputKernel: layer.inputKernel,
        stateKernel: layer.stateKernel, hasBias: network.hasCellBias)
      parts.append(
        (
          RecurrentLayer(network.cell.type.init(inner, size)),
          NormAndDropout(
            network.norm, dropout: network.dropout, inner, channels: layer.channels), place
        ))
      (channels, scale) = (layer.channels, place.scale)
      last[scale] = position
    }
    self.parts = parts
    let end =
      hasEnd && scale > 1
      ? ScaleChange(
        scope.scope("\(name).end"), from: scale, to: 1,
        channels: (inputs: channels, outputs: channels)) : nil
    self.end = end
    outputSize = end?.outputs ?? channels
  }

  /// - Parameter dropoutSeed: seed [3] for dropout in training; nil for none.
  func pyramid(dropoutSeed: Tensor?) -> Pyramid {
    Pyramid(
      levels: parts.map {
        Pyramid.Level(
          layer: NormalisedLayer(layer: $0.layer, between: $0.between, dropoutSeed: dropoutSeed),
          scale: $0.level.scale, change: $0.level.change, skip: $0.level.skip)
      }, end: end)
  }
}
