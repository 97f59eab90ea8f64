import ForeframeTensorGraph

/// Normalisation and dropout of one layer's outputs before the next layer reads them.
struct NormAndDropout {
  private enum Norm {
    case none
    case layer(LayerNormalisation)
    case group(GroupNormalisation)
  }

  private let norm: Norm
  private let rate: Float

  init(
    _ norm: ConvolutionalNetwork.Norm, dropout rate: Float, _ scope: ParameterScope, channels: Int
  ) {
    self.rate = rate
    switch norm {
    case .none: self.norm = .none
    case .layer: self.norm = .layer(LayerNormalisation(scope.scope("norm"), channels: channels))
    case .group(let groups):
      self.norm = .group(
        GroupNormalisation(scope.scope("norm"), channels: channels, groups: groups))
    }
  }

  func callAsFunction(_ outputs: [Tensor], dropoutSeed: Tensor?) -> [Tensor] {
    outputs.map { output in
      let normal =
        switch norm {
        case .none: output
        case .layer(let norm): norm(output)
        case .group(let norm): norm(output)
        }
      return dropoutSeed.map { dropout(normal, rate: rate, seed: $0) } ?? normal
    }
  }
}
