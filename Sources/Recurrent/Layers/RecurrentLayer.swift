import ForeframeTensorGraph

/// A cell run over time. The input's projection is computed for all time steps at once, unless the
/// cell would rather read input and state together.
public struct RecurrentLayer: SequenceLayer {
  public let cell: any Cell

  public init(_ cell: any Cell) { self.cell = cell }

  public var outputSize: Int { cell.hiddenSize }
  public var stateCount: Int { cell.stateNames.count }

  public func zeroState(like input: Tensor) -> [Tensor] {
    func tensors(_ cell: some Cell) -> [Tensor] { cell.zeroState(like: input).tensors }
    return tensors(cell)
  }

  public func run(_ input: LayerInput, state: [Tensor]) -> (outputs: [Tensor], state: [Tensor]) {
    Self.run(cell, input, state, within: nil)
  }

  public func run(
    _ input: LayerInput, state: [Tensor], within mask: SequenceMask
  ) -> (outputs: [Tensor], state: [Tensor]) {
    Self.run(cell, input, state, within: mask)
  }

  private static func run<C: Cell>(
    _ cell: C, _ input: LayerInput, _ start: [Tensor], within mask: SequenceMask?
  ) -> (outputs: [Tensor], state: [Tensor]) {
    var state = C.State(start)
    var outputs: [Tensor] = []
    func advance(to next: C.State) {
      guard let step = mask?.steps[outputs.count] else {
        state = next
        return outputs.append(next.hidden)
      }
      state = C.State(zip(next.tensors, state.tensors).map { step.chosen($0, else: $1) })
      outputs.append(step.shown(next.hidden))
    }
    switch input {
    case .sequence(let inputs) where cell.fusesInputAndState:
      for timeStep in inputs { advance(to: cell.step(input: timeStep, state)) }
    case .sequence, .nothing:
      for timeStep in projections(cell, input) { advance(to: cell.step(timeStep, state)) }
    }
    return (outputs, state.tensors)
  }

  /// The projected input of each time step.
  private static func projections(_ cell: some Cell, _ input: LayerInput) -> [Tensor] {
    switch input {
    case .sequence(let inputs):
      let images = inputs[0].shape[0]
      let projected = cell.project(concat(inputs, axis: 0))
      return inputs.indices.map {
        projected.slice(axis: 0, start: $0 * images, count: images)
      }
    case .nothing(let steps):
      return [Tensor](repeating: cell.projectNothing(), count: steps)
    }
  }
}
