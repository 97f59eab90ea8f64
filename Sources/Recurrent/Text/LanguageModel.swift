import ForeframeTensorGraph

/// A ``LanguageNetwork`` in a graph.
public struct LanguageModel {
  /// Sequences side by side.
  public let count: Int
  let embedding: Embedding
  let layers: Stack
  /// nil: the embedding reads out.
  let readout: Dense?
  let dropout: Float
  let dropoutSeed: Tensor?

  /// The state before the first symbol.
  public var zeroState: [Tensor] {
    layers.zeroState(like: embedding.table.filled(0, [count, embedding.width]))
  }

  /// What comes after each symbol.
  ///
  /// - Parameters:
  ///   - symbols: [T · N], time step by time step.
  ///   - state: that before the first of them.
  ///   - mask: which time steps each text has; nil: all.
  /// - Returns: logits [T · N, symbols], and the state after the last time step.
  public func run(
    _ symbols: Tensor, state: [Tensor], mask: SequenceMask? = nil
  ) -> (logits: Tensor, state: [Tensor]) {
    let inputs = embedding(symbols).chunks(symbols.shape[0] / count, axis: 0)
    let result =
      mask.map { layers.run(inputs, state: state, within: $0) }
      ?? layers.run(inputs, state: state)
    let seen = concat(
      ForeframeRecurrent.dropout(sequence: result.outputs, rate: dropout, seed: dropoutSeed),
      axis: 0)
    return (readout.map { $0(seen) } ?? embedding.logits(seen), result.state)
  }
}
