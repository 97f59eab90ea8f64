import ForeframeTensorGraph

/// Normalisation and dropout of one layer's outputs on their way up.
struct NormAndDropout {
  private enum Norm {
    case none
    case layer(LayerNormalisation)
    case group(GroupNormalisation)
  }

  private let norm: Norm
  private let rate: Float

  init(_ description: ModelDescription, _ scope: ParameterScope, channels: Int) {
    rate = description.dropout
    switch description.normalisation {
    case .none: norm = .none
    case .layer: norm = .layer(LayerNormalisation(scope.scope("norm"), channels: channels))
    case .group(let groups):
      norm = .group(GroupNormalisation(scope.scope("norm"), channels: channels, groups: groups))
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
