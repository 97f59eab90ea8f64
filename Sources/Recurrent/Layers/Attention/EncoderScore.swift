import ForeframeTensorGraph

/// How well each state of an encoder answers a query of the decoder.
public protocol EncoderScore {
  /// What can be computed of the encoder's states before there is a query: [N, S, E] -> [N, S, K].
  func keys(_ states: Tensor) -> Tensor
  /// query [N, M, D], keys [N, S, K] -> [N, M, S]
  func callAsFunction(_ query: Tensor, _ keys: Tensor) -> Tensor
}

/// The product of query and state, which have one width (Luong et al., "Effective approaches to
/// attention-based neural machine translation", 2015, eq. 8: dot). `keras.layers.Attention` is
/// this.
///
///     score(q, s) = qᵀ s
public struct DotScore: EncoderScore {
  public init() {}

  public func keys(_ states: Tensor) -> Tensor { states }

  public func callAsFunction(_ query: Tensor, _ keys: Tensor) -> Tensor {
    query.matmul(keys, transposeRight: true)
  }
}

/// The product with a learned matrix between (Luong et al., 2015, eq. 8: general).
///
///     score(q, s) = qᵀ (W s)
public struct GeneralScore: EncoderScore {
  private let map: Dense

  /// - Parameters:
  ///   - queries: width D of a query.
  ///   - states: width E of a state.
  public init(_ scope: ParameterScope, queries: Int, states: Int) {
    map = Dense(scope.scope("key"), inputs: states, outputs: queries, bias: nil)
  }

  public func keys(_ states: Tensor) -> Tensor { map(states) }

  public func callAsFunction(_ query: Tensor, _ keys: Tensor) -> Tensor {
    query.matmul(keys, transposeRight: true)
  }
}

/// A small network of query and state (Bahdanau et al., "Neural machine translation by jointly
/// learning to align and translate", 2015, appendix A.1.2), with a bias inside.
/// `keras.layers.AdditiveAttention` is this without W, U and b.
///
///     score(q, s) = vᵀ tanh(W q + U s + b)
public struct AdditiveScore: EncoderScore {
  private let queryMap: Dense
  private let keyMap: Dense
  /// [1, 1, 1, width]
  private let weight: Tensor

  /// - Parameters:
  ///   - queries: width D of a query.
  ///   - states: width E of a state.
  ///   - width: units of the small network.
  public init(_ scope: ParameterScope, queries: Int, states: Int, width: Int) {
    queryMap = Dense(scope.scope("query"), inputs: queries, outputs: width, bias: nil)
    keyMap = Dense(scope.scope("key"), inputs: states, outputs: width)
    let bound = 1 / Float(width).squareRoot()
    weight = scope.parameter("weight", [width], .uniform(bound: bound))
      .reshaped([1, 1, 1, width])
  }

  public func keys(_ states: Tensor) -> Tensor { keyMap(states) }

  public func callAsFunction(_ query: Tensor, _ keys: Tensor) -> Tensor {
    let (q, k) = (queryMap(query).expanded(2), keys.expanded(1))
    let sums = (tanh(q + k) * weight).sum([3])
    return sums.reshaped([sums.shape[0], sums.shape[1], sums.shape[2]])
  }
}
