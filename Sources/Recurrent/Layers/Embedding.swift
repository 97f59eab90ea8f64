import ForeframeTensorGraph

/// A learned or given vector for each of V symbols.
///
/// Defaults elsewhere: `nn.Embedding` starts its vectors normally with deviation 1,
/// `keras.layers.Embedding` uniformly in ±0.05, as here. Where the vectors also read out
/// (``logits(_:)``), large ones make the first loss large.
public struct Embedding {
  /// [V, D]
  public let table: Tensor
  /// [V]; what ``logits(_:)`` adds.
  private let bias: Tensor?

  public var count: Int { table.shape[0] }
  public var width: Int { table.shape[1] }

  /// - Parameters:
  ///   - scope: ``ParameterScope/fixed`` for vectors that training leaves as they are.
  ///   - readsOut: whether ``logits(_:)`` is to have a bias of its own.
  public init(
    _ scope: ParameterScope, count: Int, width: Int, start: Initialiser = .uniform(bound: 0.05),
    readsOut: Bool = false
  ) {
    table = scope.parameter("weight", [count, width], start)
    bias = readsOut ? scope.parameter("bias", [count], .zeros) : nil
  }

  /// Vectors that come from elsewhere.
  ///
  /// - Parameters:
  ///   - vectors: one for each symbol, all of one length.
  ///   - isFixed: whether training leaves them as they are.
  public init(_ scope: ParameterScope, vectors: [[Float]], isFixed: Bool) {
    let width = vectors.first?.count ?? 0
    precondition(
      width > 0 && vectors.allSatisfy { $0.count == width }, "vectors of different lengths")
    self.init(
      isFixed ? scope.fixed : scope, count: vectors.count, width: width,
      start: .values(vectors.flatMap(\.self)))
  }

  /// The vectors of symbols: [...] -> [..., D]. A number outside 0..<V, such as -1 for padding, has
  /// zeros, and nothing is learned from it.
  public func callAsFunction(_ symbols: Tensor) -> Tensor {
    table.gather(symbols.reshaped([symbols.shape.count]))
      .reshaped(Shape(symbols.shape.sizes + [width]))
  }

  /// How well each symbol's vector fits: [..., D] -> [..., V]. Input and output embeddings are then
  /// one matrix (Press & Wolf, "Using the output embedding to improve language models", 2017).
  public func logits(_ x: Tensor) -> Tensor {
    let leading = x.shape.sizes.dropLast()
    let rows = x.reshaped([leading.reduce(1, *), width])
    let products = rows.matmul(table, transposeRight: true)
    return (bias.map { products + $0.reshaped([1, count]) } ?? products)
      .reshaped(Shape(leading + [count]))
  }
}
