import ForeframeTensorGraph

/// Two layers, one reading forward and one backward; outputs side by side (Schuster & Paliwal,
/// "Bidirectional recurrent neural networks", 1997).
public struct Bidirectional: SequenceLayer {
  public let forward: any SequenceLayer
  public let backward: any SequenceLayer

  public init(forward: any SequenceLayer, backward: any SequenceLayer) {
    self.forward = forward
    self.backward = backward
  }

  public var outputSize: Int { forward.outputSize + backward.outputSize }
  public var stateCount: Int { forward.stateCount + backward.stateCount }

  public func zeroState(like input: Tensor) -> [Tensor] {
    forward.zeroState(like: input) + backward.zeroState(like: input)
  }

  public func run(_ input: LayerInput, state: [Tensor]) -> (outputs: [Tensor], state: [Tensor]) {
    joined(
      forward.run(input, state: Array(state[..<forward.stateCount])),
      backward.run(input.reversed, state: Array(state[forward.stateCount...])))
  }

  /// The backward layer starts at each sequence's own last time step.
  public func run(
    _ input: LayerInput, state: [Tensor], within mask: SequenceMask
  ) -> (outputs: [Tensor], state: [Tensor]) {
    joined(
      forward.run(input, state: Array(state[..<forward.stateCount]), within: mask),
      backward.run(
        input.reversed, state: Array(state[forward.stateCount...]), within: mask.reversed))
  }

  private func joined(
    _ ahead: (outputs: [Tensor], state: [Tensor]), _ back: (outputs: [Tensor], state: [Tensor])
  ) -> (outputs: [Tensor], state: [Tensor]) {
    let outputs = zip(ahead.outputs, back.outputs.reversed()).map { concat([$0, $1], axis: -1) }
    return (outputs, ahead.state + back.state)
  }
}
