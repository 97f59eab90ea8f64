import ForeframeTensorGraph

/// A language model of self-attention alone, with learned positions (Radford et al., "Language
/// models are unsupervised multitask learners", 2019, on a small scale): the rival of recurrent
/// networks.
///
///     x = E[symbol] + P[time]        x = block(x), L times        logits = N(x) Eᵀ
public struct DecoderTransformer {
  /// The sizes of such a model.
  public struct Size: Hashable, Sendable {
    /// Different symbols.
    public var symbols: Int
    /// The longest sequence.
    public var steps: Int
    public var channels: Int
    public var heads: Int
    public var blocks: Int

    public init(symbols: Int, steps: Int, channels: Int, heads: Int, blocks: Int) {
      self.symbols = symbols
      self.steps = steps
      self.channels = channels
      self.heads = heads
      self.blocks = blocks
    }
  }

  public let size: Size
  private let embedding: Embedding
  /// [T, channels]
  private let positions: Tensor
  private let blocks: [TransformerBlock]
  private let norm: LayerNormalisation

  public init(_ scope: ParameterScope, _ size: Size) {
    self.size = size
    // As in GPT-2: small enough for logits near zero.
    let start = Initialiser.normal(deviation: 0.02)
    embedding = Embedding(
      scope.scope("embedding"), count: size.symbols, width: size.channels, start: start)
    positions = scope.parameter("positions", [size.steps, size.channels], start)
    blocks = (0..<size.blocks).map {
      TransformerBlock(
        scope.scope("blocks.\($0)"), channels: size.channels, heads: size.heads,
        hidden: 4 * size.channels)
    }
    norm = LayerNormalisation(scope.scope("norm"), channels: size.channels)
  }

  /// What comes after each symbol.
  ///
  /// - Parameters:
  ///   - symbols: [N, T], T at most `size.steps`.
  ///   - dropout: of the sum of embedding and position, and within the blocks.
  ///   - seed: [3]; nil drops nothing.
  /// - Returns: logits [N, T, symbols].
  public func callAsFunction(
    _ symbols: Tensor, dropout rate: Float = 0, seed: Tensor? = nil
  ) -> Tensor {
    let steps = symbols.shape[1]
    precondition(steps <= size.steps, "\(steps) time steps, positions for \(size.steps)")
    var x =
      embedding(symbols) + positions.slice(axis: 0, start: 0, count: steps).expanded(0)
    if let seed { x = dropout(x, rate: rate, seed: seed) }
    for block in blocks { x = block(x, isCausal: true, dropout: rate, seed: seed) }
    return embedding.logits(norm(x))
  }
}
