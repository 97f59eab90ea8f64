import ForeframeRecurrent
import ForeframeTensorGraph

/// A state that stays on the device from one step to the next, so that a sequence that is cut into
/// batches is read as a whole (*stateful* training). Gradients end where a batch begins: this is
/// truncated backpropagation through time (Williams & Peng, 1990).
///
/// The state is a fixed parameter for each of its tensors, named `state.0`, `state.1` and so on. So
/// it is in checkpoints, and a run that is resumed goes on with it;
/// ``Swift/Array/withoutCarriedState`` leaves it out of a model's file.
///
///     let zeros = layers.zeroState(like: inputs[0])
///     let carried = CarriedState(scope, like: zeros, continues: continues)
///     let result = layers.run(inputs, state: carried.start)
///     carried.keep(result.state)
public struct CarriedState {
  static let prefix = "state."

  /// What a batch starts from: what the one before it left, or zeros.
  public let start: [Tensor]
  private let kept: [Tensor]

  /// - Parameters:
  ///   - zeros: tensors of the state's shapes.
  ///   - continues: [1]: 1 if the batch goes on where the one before it ended, 0 if it starts anew.
  public init(_ scope: ParameterScope, like zeros: [Tensor], continues: Tensor) {
    kept = zeros.enumerated().map {
      scope.fixed.parameter("\(Self.prefix)\($0.offset)", $0.element.shape, .zeros)
    }
    start = kept.map { tensor in
      let flag = continues.reshaped(Shape([Int](repeating: 1, count: tensor.shape.rank)))
      return select(flag, tensor, tensor.filled(0))
    }
  }

  /// Keeps the state after the batch's last time step for the next one.
  public func keep(_ state: [Tensor]) {
    precondition(state.count == kept.count, "a state of \(state.count) tensors")
    for (parameter, tensor) in zip(kept, state) { tensor.builder.assign(parameter, tensor) }
  }
}

extension [Weight] {
  /// Weights without a state that was carried from step to step, for a model's file.
  public var withoutCarriedState: [Weight] { filter { !$0.name.hasPrefix(CarriedState.prefix) } }
}
