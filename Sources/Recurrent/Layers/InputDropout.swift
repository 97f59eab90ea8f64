import ForeframeTensorGraph

/// A layer whose inputs are dropped, with one mask for all time steps. In a stack it belongs into
/// the order `layersFirst`: each call draws a mask of its own.
public struct InputDropout: SequenceLayer {
  public let layer: any SequenceLayer
  let rate: Float
  let seed: Tensor?

  /// - Parameter seed: [3], as for ``TensorGraph/GraphBuilder/random(_:_:seed:)``; nil drops
  ///   nothing.
  public init(_ layer: any SequenceLayer, rate: Float, seed: Tensor?) {
    self.layer = layer
    self.rate = rate
    self.seed = seed
  }

  public var outputSize: Int { layer.outputSize }
  public var stateCount: Int { layer.stateCount }

  public func zeroState(like input: Tensor) -> [Tensor] { layer.zeroState(like: input) }

  public func run(_ input: LayerInput, state: [Tensor]) -> (outputs: [Tensor], state: [Tensor]) {
    layer.run(dropped(input), state: state)
  }

  public func run(
    _ input: LayerInput, state: [Tensor], within mask: SequenceMask
  ) -> (outputs: [Tensor], state: [Tensor]) {
    layer.run(dropped(input), state: state, within: mask)
  }

  private func dropped(_ input: LayerInput) -> LayerInput {
    switch input {
    case .sequence(let inputs): .sequence(dropout(sequence: inputs, rate: rate, seed: seed))
    case .nothing: input
    }
  }
}
