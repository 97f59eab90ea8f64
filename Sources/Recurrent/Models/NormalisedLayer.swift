import ForeframeTensorGraph

/// A layer whose outputs are normalised and dropped before the next layer reads them. Its own state
/// is not.
struct NormalisedLayer: SequenceLayer {
  let layer: any SequenceLayer
  let between: NormAndDropout
  /// Seed [3] for dropout in training; nil for none.
  let dropoutSeed: Tensor?

  var outputSize: Int { layer.outputSize }
  var stateCount: Int { layer.stateCount }

  func zeroState(like input: Tensor) -> [Tensor] { layer.zeroState(like: input) }

  func run(_ input: LayerInput, state: [Tensor]) -> (outputs: [Tensor], state: [Tensor]) {
    let result = layer.run(input, state: state)
    return (between(result.outputs, dropoutSeed: dropoutSeed), result.state)
  }
}
