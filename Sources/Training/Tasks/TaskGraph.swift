import ForeframeRecurrent
import ForeframeTensorGraph

/// A task's graph, with what fills its inputs from a batch.
public struct TaskGraph<Batch: Sendable> {
  public let network: NetworkGraph
  public let inputs: [StepInput<Batch>]

  /// One optimiser step of a plan: loss, gradients, clipping, and the update of what is trained.
  public static func training(_ task: some TrainingTask<Batch>, _ plan: TrainingPlan) -> TaskGraph {
    training(
      task, plan.optimiser, clipNorm: plan.clipNorm.map { Float($0) },
      averages: plan.average != nil, frozen: plan.frozen)
  }

  /// One optimiser step: loss, gradients, clipping, and the update of what is trained.
  ///
  /// Inputs: the task's, and the scalars of ``StepScalars``. Outputs: `loss` [1], `gradient.norm`
  /// [1] before clipping.
  ///
  /// - Parameters:
  ///   - clipNorm: largest norm of all gradients together; nil for no clipping.
  ///   - averages: whether a moving average of the weights is kept.
  ///   - frozen: parameters that stay as they start, besides those that the task fixes.
  public static func training(
    _ task: some TrainingTask<Batch>, _ optimiser: Optimiser, clipNorm: Float? = nil,
    averages: Bool = false, frozen: [NamePattern] = []
  ) -> TaskGraph {
    let (builder, scope, inputs, loss) = built(task, for: .training)
    var specifications = scope.registry.specifications
    for index in specifications.indices where frozen.match(specifications[index].name) {
      specifications[index].isFixed = true
    }
    let trained = specifications.filter { !$0.isFixed }
    precondition(!trained.isEmpty, "a task without any parameter to train")
    let parameters = trained.map { builder.parameter($0.name, $0.shape) }
    let (gradients, norm) = clipped(loss.gradients(parameters), toNorm: clipNorm)
    builder.output("gradient.norm", norm)
    let scalars = StepScalars(builder)
    for (index, parameter) in parameters.enumerated() {
      let name = trained[index].name
      let new = optimiser.update(parameter, name: name, gradient: gradients[index], scalars)
      if averages { WeightAverage.update(of: name, with: new, scalars) }
    }
    return TaskGraph(
      network: NetworkGraph(graph: builder.graph(), parameters: specifications),
      inputs: inputs.declared)
  }

  /// The loss alone, as it is without dropout. Output: `loss` [1].
  public static func validation(_ task: some TrainingTask<Batch>) -> TaskGraph {
    let (builder, scope, inputs, _) = built(task, for: .validation)
    return TaskGraph(
      network: NetworkGraph(
        graph: builder.graph(), parameters: scope.registry.specifications),
      inputs: inputs.declared)
  }

  private static func built(
    _ task: some TrainingTask<Batch>, for purpose: StepInputs<Batch>.Purpose
  ) -> (GraphBuilder, ParameterScope, StepInputs<Batch>, loss: Tensor) {
    let builder = GraphBuilder()
    let scope = ParameterScope(builder)
    let inputs = StepInputs<Batch>(builder, for: purpose)
    let loss = task.loss(scope, inputs)
    builder.output("loss", loss)
    return (builder, scope, inputs, loss)
  }
}
