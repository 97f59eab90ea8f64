import ForeframeTensorGraph

/// Layers on top of each other; each reads the outputs of the one below.
public struct Stack: SequenceLayer {
  /// In which order layers and time steps are run.
  public enum Order: Hashable, Sendable, CaseIterable {
    /// A layer runs over all time steps, then the next layer: the projections of all inputs of a
    /// layer are one launch. Right where all inputs are known.
    case layersFirst
    /// All layers run over a time step, then come to the next time step. The same numbers.
    case timeFirst
    /// Like ``timeFirst``, and the last tensor of every layer's state is one memory that they share:
    /// within a time step it goes up from layer to layer, and from the top layer to the bottom one of
    /// the next time step (Wang et al., "PredRNN", 2017). The stack's state has it once, at the end.
    case zigzag
  }

  public let layers: [any SequenceLayer]
  public let order: Order

  public init(_ layers: [any SequenceLayer], order: Order = .layersFirst) {
    precondition(!layers.isEmpty, "a stack without layers")
    self.layers = layers
    self.order = order
  }

  public var outputSize: Int { layers[layers.count - 1].outputSize }

  public var stateCount: Int {
    layers.reduce(sharedCount) { $0 + $1.stateCount - sharedCount }
  }

  public func zeroState(like input: Tensor) -> [Tensor] {
    let states = layers.map { $0.zeroState(like: input) }
    return states.flatMap { $0.dropLast(sharedCount) }
      + states[states.count - 1].suffix(sharedCount)
  }

  /// Outputs of the top layer, and the state after the last time step, of sequences that differ in
  /// length.
  public func run(
    _ input: LayerInput, state: [Tensor], within mask: SequenceMask
  ) -> (outputs: [Tensor], state: [Tensor]) {
    let result = runEveryLayer(input, state: state, within: mask)
    return (result.outputs[layers.count - 1], result.state)
  }

  /// Outputs of the top layer, and the state after the last time step.
  public func run(_ input: LayerInput, state: [Tensor]) -> (outputs: [Tensor], state: [Tensor]) {
    let result = runEveryLayer(input, state: state)
    return (result.outputs[layers.count - 1], result.state)
  }

  /// Outputs of every layer, the bottom one first, and the state after the last time step.
  public func runEveryLayer(
    _ input: LayerInput, state: [Tensor], within mask: SequenceMask? = nil
  ) -> (outputs: [[Tensor]], state: [Tensor]) {
    var (own, shared) = divided(state)
    var outputs = [[Tensor]](repeating: [], count: layers.count)
    for (number, part) in parts(input).enumerated() {
      // A part is all time steps, or one.
      let present = mask.map { order == .layersFirst ? $0 : SequenceMask([$0.steps[number]]) }
      var below = part
      for (index, layer) in layers.enumerated() {
        let state = Array(own[index] + shared)
        let result =
          present.map { layer.run(below, state: state, within: $0) }
          ?? layer.run(below, state: state)
        own[index] = result.state.dropLast(sharedCount)
        shared = result.state.suffix(sharedCount)
        outputs[index] += result.outputs
        below = .sequence(result.outputs)
      }
    }
    return (outputs, own.flatMap { $0 } + shared)
  }

  /// What all layers run over before the next part's turn comes.
  private func parts(_ input: LayerInput) -> [LayerInput] {
    switch order {
    case .layersFirst: [input]
    case .timeFirst, .zigzag: input.timeSteps
    }
  }

  /// How many tensors, the last ones of every layer's state, the layers have in common.
  private var sharedCount: Int {
    switch order {
    case .layersFirst, .timeFirst: 0
    case .zigzag: 1
    }
  }

  /// Each layer's own tensors, and the shared one.
  private func divided(
    _ state: [Tensor]
  ) -> (own: [ArraySlice<Tensor>], shared: ArraySlice<Tensor>) {
    precondition(state.count == stateCount, "a state of \(state.count) tensors, not \(stateCount)")
    var position = 0
    let own = layers.map { layer in
      let range = position..<(position + layer.stateCount - sharedCount)
      position = range.upperBound
      return state[range]
    }
    return (own, state.suffix(sharedCount))
  }
}
