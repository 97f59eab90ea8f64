import ForeframeTensorGraph

/// Self-attention and a small network, each added to what it read in normal form (pre-norm: Xiong
/// et al., "On layer normalization in the transformer architecture", 2020).
///
///     y = x + attention(N(x))
///     z = y + W2 gelu(W1 N(y))
///
/// This is `nn.TransformerEncoderLayer` with `norm_first=True` and `activation="gelu"`.
public struct TransformerBlock {
  private let attention: SelfAttention
  private let attentionNorm: LayerNormalisation
  private let networkNorm: LayerNormalisation
  private let first: Dense
  private let second: Dense

  /// - Parameter hidden: units of the small network; 4 times the channels is usual.
  public init(_ scope: ParameterScope, channels: Int, heads: Int, hidden: Int) {
    attention = SelfAttention(scope.scope("attention"), channels: channels, heads: heads)
    attentionNorm = LayerNormalisation(scope.scope("attention.norm"), channels: channels)
    networkNorm = LayerNormalisation(scope.scope("network.norm"), channels: channels)
    first = Dense(
      scope.scope("network.0"), inputs: channels, outputs: hidden, activation: .gelu)
    second = Dense(scope.scope("network.1"), inputs: hidden, outputs: channels)
  }

  /// - Parameters:
  ///   - x: [N, T, channels]
  ///   - dropout: share that is dropped of what each of both parts adds.
  ///   - seed: [3]; nil drops nothing.
  /// - Returns: [N, T, channels]
  public func callAsFunction(
    _ x: Tensor, isCausal: Bool, dropout rate: Float = 0, seed: Tensor? = nil
  ) -> Tensor {
    func dropped(_ tensor: Tensor) -> Tensor {
      seed.map { dropout(tensor, rate: rate, seed: $0) } ?? tensor
    }
    let y = x + dropped(attention(attentionNorm(x), isCausal: isCausal))
    return y + dropped(second(first(networkNorm(y))))
  }
}
