import ForeframeTensorGraph

/// A layer whose input is added to its output (He et al., 2016; in stacks of LSTMs Wu et al.,
/// "Google's neural machine translation system", 2016, eq. 6).
///
///     y = x + layer(x)
///
/// Where it has no input, or one of another width, the output is the layer's alone.
public struct Residual: SequenceLayer {
  public let layer: any SequenceLayer

  public init(_ layer: any SequenceLayer) { self.layer = layer }

  public var outputSize: Int { layer.outputSize }
  public var stateCount: Int { layer.stateCount }

  public func zeroState(like input: Tensor) -> [Tensor] { layer.zeroState(like: input) }

  public func run(_ input: LayerInput, state: [Tensor]) -> (outputs: [Tensor], state: [Tensor]) {
    let result = layer.run(input, state: state)
    return (added(input, result.outputs), result.state)
  }

  /// The outputs of sequences that have ended stay zero.
  public func run(
    _ input: LayerInput, state: [Tensor], within mask: SequenceMask
  ) -> (outputs: [Tensor], state: [Tensor]) {
    let result = layer.run(input, state: state, within: mask)
    return (zip(added(input, result.outputs), mask.steps).map { $1.shown($0) }, result.state)
  }

  private func added(_ input: LayerInput, _ outputs: [Tensor]) -> [Tensor] {
    switch input {
    case .sequence(let inputs):
      zip(inputs, outputs).map { $0.shape == $1.shape ? $0 + $1 : $1 }
    case .nothing: outputs
    }
  }
}
