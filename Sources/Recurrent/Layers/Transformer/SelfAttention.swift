import ForeframeTensorGraph

/// Every time step looks at those of its own sequence, with several heads (Vaswani et al.,
/// "Attention is all you need", 2017, section 3.2.2).
///
///     q, k, v = x Wqkv + b        head = softmax(q kᵀ / √d) v        y = [heads] Wo + bo
///
/// Defaults elsewhere: `nn.MultiheadAttention` starts Wqkv by Glorot's rule as one matrix, its bias
/// at 0, Wo uniformly in ±1 / √channels with a bias of 0; `keras.layers.MultiHeadAttention` starts
/// all by Glorot's rule. Here all weights start as Glorot has them.
public struct SelfAttention {
  public let heads: Int
  /// [channels, 3 · channels]: q, k, v, each head by head.
  private let input: Dense
  private let output: Dense

  /// - Parameter heads: must divide the channels.
  public init(_ scope: ParameterScope, channels: Int, heads: Int) {
    precondition(channels % heads == 0, "\(channels) channels in \(heads) heads")
    self.heads = heads
    input = Dense(
      scope.scope("input"), inputs: channels, outputs: 3 * channels, start: .glorotUniform)
    output = Dense(
      scope.scope("output"), inputs: channels, outputs: channels, start: .glorotUniform)
  }

  /// - Parameters:
  ///   - x: [N, T, channels]
  ///   - isCausal: whether a time step sees itself and those before it alone.
  ///   - bias: broadcastable to [N, heads, T, T], such as -1e30 for padding; nil adds nothing.
  /// - Returns: [N, T, channels]
  public func callAsFunction(_ x: Tensor, isCausal: Bool, bias: Tensor? = nil) -> Tensor {
    let (count, steps, channels) = (x.shape[0], x.shape[1], x.shape[2])
    // [3, N, heads, T, channels of a head]
    let parts = input(x).reshaped([count, steps, 3, heads, channels / heads])
      .permuted([2, 0, 3, 1, 4]).chunks(3, axis: 0).map { $0.squeezed(0) }
    let seen = attention(
      query: parts[0], key: parts[1], value: parts[2], isCausal: isCausal, bias: bias)
    return output(seen.permuted([0, 2, 1, 3]).reshaped([count, steps, channels]))
  }
}
