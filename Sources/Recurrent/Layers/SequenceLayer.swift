import ForeframeTensorGraph

/// Something that turns a sequence into a sequence and carries a state along.
public protocol SequenceLayer {
  /// Channels of an output.
  var outputSize: Int { get }
  /// How many tensors its state has.
  var stateCount: Int { get }
  /// The state before the first time step, given an input [N, ..., C].
  func zeroState(like input: Tensor) -> [Tensor]
  /// One output [N, ..., ``outputSize``] for each time step, and the state after the last one.
  func run(_ input: LayerInput, state: [Tensor]) -> (outputs: [Tensor], state: [Tensor])
  /// The same where sequences differ in length: a sequence that has ended keeps its state and gives
  /// zeros. Run backwards, with the mask reversed, it starts at its own last time step.
  func run(
    _ input: LayerInput, state: [Tensor], within mask: SequenceMask
  ) -> (outputs: [Tensor], state: [Tensor])
}

extension SequenceLayer {
  /// Runs over known inputs, one [N, ..., C] for each time step.
  public func run(_ inputs: [Tensor], state: [Tensor]) -> (outputs: [Tensor], state: [Tensor]) {
    run(.sequence(inputs), state: state)
  }

  /// Runs over known inputs of sequences that differ in length.
  public func run(
    _ inputs: [Tensor], state: [Tensor], within mask: SequenceMask
  ) -> (outputs: [Tensor], state: [Tensor]) {
    run(.sequence(inputs), state: state, within: mask)
  }

  /// Time step by time step: right for any layer that looks at the past alone.
  public func run(
    _ input: LayerInput, state: [Tensor], within mask: SequenceMask
  ) -> (outputs: [Tensor], state: [Tensor]) {
    var current = state
    var outputs: [Tensor] = []
    for (part, step) in zip(input.timeSteps, mask.steps) {
      let result = run(part, state: current)
      outputs += result.outputs.map { step.shown($0) }
      current = zip(result.state, current).map { step.chosen($0, else: $1) }
    }
    return (outputs, current)
  }
}

/// What a layer reads over some time steps.
public enum LayerInput {
  /// One tensor [N, ..., C] for each time step; at least one.
  case sequence([Tensor])
  /// Nothing: the layer runs from its state alone.
  case nothing(steps: Int)

  /// The same, one time step at a time.
  var timeSteps: [LayerInput] {
    switch self {
    case .sequence(let inputs): inputs.map { .sequence([$0]) }
    case .nothing(let steps): [LayerInput](repeating: .nothing(steps: 1), count: steps)
    }
  }

  /// The same, from the last time step to the first.
  var reversed: LayerInput {
    switch self {
    case .sequence(let inputs): .sequence(inputs.reversed())
    case .nothing: self
    }
  }
}
