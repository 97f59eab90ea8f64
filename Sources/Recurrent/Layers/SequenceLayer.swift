import ForeframeTensorGraph

/// Something that turns a sequence into a sequence and carries a state along.
public protocol SequenceLayer {
  /// Channels of an output.
  var outputSize: Int { get }
  /// Zeros for a state, given an input [N, ..., C].
  func zeroState(like input: Tensor) -> [Tensor]
  /// Inputs and outputs: one [N, ..., C] a time step; returns the state behind the last.
  func run(_ inputs: [Tensor], state: [Tensor]) -> (outputs: [Tensor], state: [Tensor])
}

/// A cell run over time. The input's projection is computed for all time steps at once, unless the
/// cell would rather read input and state together.
public struct RecurrentLayer: SequenceLayer {
  public let cell: any Cell

  public init(_ cell: any Cell) { self.cell = cell }

  public var outputSize: Int { cell.hiddenSize }

  public func zeroState(like input: Tensor) -> [Tensor] {
    var shape = input.shape
    shape[shape.rank - 1] = cell.hiddenSize
    return cell.stateNames.map { _ in input.filled(0, shape) }
  }

  public func run(_ inputs: [Tensor], state: [Tensor]) -> (outputs: [Tensor], state: [Tensor]) {
    if cell.fusesInputAndState {
      var current = state
      let outputs = inputs.map { input in
        current = cell.step(input: input, tensors: current)
        return current[0]
      }
      return (outputs, current)
    }
    let count = inputs[0].shape[0]
    let projected = cell.project(concat(inputs, axis: 0))
    return unroll(
      inputs.indices.map { projected.slice(axis: 0, start: $0 * count, count: count) }, state)
  }

  /// Runs without an input, from the state alone.
  public func run(steps: Int, state: [Tensor]) -> (outputs: [Tensor], state: [Tensor]) {
    unroll([Tensor](repeating: cell.projectNothing(), count: steps), state)
  }

  private func unroll(
    _ projected: [Tensor], _ start: [Tensor]
  ) -> (outputs: [Tensor], state: [Tensor]) {
    var state = start
    var outputs: [Tensor] = []
    for timeStep in projected {
      state = cell.step(timeStep, tensors: state)
      outputs.append(state[0])
    }
    return (outputs, state)
  }
}

/// Layers on top of each other; each sees the outputs of the one below.
public struct Stack: SequenceLayer {
  public let layers: [any SequenceLayer]

  public init(_ layers: [any SequenceLayer]) {
    precondition(!layers.isEmpty, "a stack without layers")
    self.layers = layers
  }

  public var outputSize: Int { layers.last?.outputSize ?? 0 }

  public func zeroState(like input: Tensor) -> [Tensor] {
    layers.flatMap { $0.zeroState(like: input) }
  }

  public func run(_ inputs: [Tensor], state: [Tensor]) -> (outputs: [Tensor], state: [Tensor]) {
    var outputs = inputs
    var after: [Tensor] = []
    var position = 0
    for layer in layers {
      let count = layer.zeroState(like: inputs[0]).count
      let result = layer.run(outputs, state: Array(state[position..<(position + count)]))
      position += count
      outputs = result.outputs
      after += result.state
    }
    return (outputs, after)
  }
}

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

  public func zeroState(like input: Tensor) -> [Tensor] {
    forward.zeroState(like: input) + backward.zeroState(like: input)
  }

  public func run(_ inputs: [Tensor], state: [Tensor]) -> (outputs: [Tensor], state: [Tensor]) {
    let count = forward.zeroState(like: inputs[0]).count
    let ahead = forward.run(inputs, state: Array(state[..<count]))
    let behind = backward.run(inputs.reversed(), state: Array(state[count...]))
    let outputs = zip(ahead.outputs, behind.outputs.reversed()).map { concat([$0, $1], axis: -1) }
    return (outputs, ahead.state + behind.state)
  }
}
