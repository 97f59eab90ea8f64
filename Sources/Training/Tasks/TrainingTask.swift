import ForeframeRecurrent
import ForeframeTensorGraph

/// Something to train: a network with its loss, and what a batch of it is.
///
/// A task builds its part of a step's graph; ``Trainer`` adds gradients, clipping and the
/// optimiser's update. Nothing else in training knows what a batch means.
///
///     struct Line: TrainingTask {
///       struct Batch { var x, y: [Float] }
///
///       func loss(_ scope: ParameterScope, _ inputs: StepInputs<Batch>) -> Tensor {
///         let x = inputs.declare("x", [8, 1], \.x)
///         let y = inputs.declare("y", [8, 1], \.y)
///         let prediction = Linear(scope, inputs: 1, outputs: 1, bias: .zeros)(x)
///         return Loss.meanSquared(prediction, y, weight: nil)
///       }
///     }
public protocol TrainingTask<Batch> {
  /// What the host gives for one step.
  associatedtype Batch: Sendable

  /// Builds the network and its loss.
  ///
  /// Called once for each graph. It must build the same every time: names, shapes and the order of
  /// parameters decide how weights start and where they are kept.
  ///
  /// - Parameters:
  ///   - scope: hands out parameters; its builder makes the graph. Names that begin with
  ///     `optimiser.` are the trainer's.
  ///   - inputs: declares what the host gives at each step, and how it comes from a batch.
  /// - Returns: [1], to be made small.
  func loss(_ scope: ParameterScope, _ inputs: StepInputs<Batch>) -> Tensor
}
