import ForeframeTensorGraph

/// A network that says what comes next in a text: an embedding, layers of one cell, and a readout.
///
/// A value: it is built into a graph for training, and again for writing.
public struct LanguageNetwork: Hashable, Sendable {
  /// Different symbols.
  public var symbols: Int
  /// Width of the embedding.
  public var width: Int
  /// Units of each layer, the bottom one first.
  public var hidden: [Int]
  public var cell: DenseCellKind
  /// Share of a layer's input, and of what is read out, that is dropped in training.
  public var dropout: Float
  /// Share of the hidden state that the gates do not see in training.
  public var recurrentDropout: Float
  /// Whether the embedding is the readout's matrix, too; the top layer must have its width.
  public var isTied: Bool
  /// Whether each layer but those that change the width adds its input to its output.
  public var isResidual: Bool
  public var start: CellInitialisation

  public init(
    symbols: Int, width: Int, hidden: [Int], cell: DenseCellKind = .lstm, dropout: Float = 0,
    recurrentDropout: Float = 0, isTied: Bool = false, isResidual: Bool = false,
    start: CellInitialisation = .standard
  ) {
    precondition(!hidden.isEmpty, "a language network without layers")
    precondition(!isTied || hidden.last == width, "tied embeddings need a top layer of \(width)")
    self.symbols = symbols
    self.width = width
    self.hidden = hidden
    self.cell = cell
    self.dropout = dropout
    self.recurrentDropout = recurrentDropout
    self.isTied = isTied
    self.isResidual = isResidual
    self.start = start
  }

  /// Registers the parameters.
  ///
  /// - Parameters:
  ///   - count: sequences side by side.
  ///   - dropoutSeed: [3] for training; nil drops nothing.
  public func makeModel(
    _ scope: ParameterScope, count: Int, dropoutSeed: Tensor? = nil
  ) -> LanguageModel {
    var inputs = width
    var layers: [any SequenceLayer] = []
    for (index, units) in hidden.enumerated() {
      let cell = cell.make(
        scope.scope("layers.\(index)"), inputs: inputs, hidden: units, start: start
      ).droppingState(rate: recurrentDropout, count: count, seed: dropoutSeed)
      let layer: any SequenceLayer = RecurrentLayer(cell)
      let outer: any SequenceLayer =
        isResidual && inputs == units ? Residual(layer) : layer
      layers.append(InputDropout(outer, rate: dropout, seed: dropoutSeed))
      inputs = units
    }
    return LanguageModel(
      count: count,
      embedding: Embedding(
        scope.scope("embedding"), count: symbols, width: width,
        start: isTied ? .uniform(bound: 0.05) : .uniform(bound: 1), readsOut: isTied),
      layers: Stack(layers),
      readout: isTied
        ? nil : Dense(scope.scope("readout"), inputs: inputs, outputs: symbols),
      dropout: dropout, dropoutSeed: dropoutSeed)
  }

  /// The network's parameters in order.
  public var parameters: [ParameterSpecification] {
    let scope = ParameterScope(GraphBuilder())
    _ = makeModel(scope, count: 1)
    return scope.registry.specifications
  }
}
