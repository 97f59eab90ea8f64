import ForeframeGraphCompiler
import ForeframeRecurrent

/// A task's graph on a device.
public final class TaskProgram<Batch: Sendable> {
  public let executor: Executor
  /// The network's parameters in order.
  public let parameters: [ParameterSpecification]
  private let inputs: [StepInput<Batch>]

  public init(_ graph: TaskGraph<Batch>, on backend: any Backend) throws {
    executor = try Executor(compiling: graph.network.graph, on: backend)
    parameters = graph.network.parameters
    // An input that nothing reads is not in the program.
    inputs = graph.inputs.filter { [program = executor.program] in
      program.inputs[$0.name] != nil
    }
  }

  /// Gives the task's inputs the values of a batch.
  public func setInputs(_ batch: Batch, _ step: TrainingStep) throws {
    for input in inputs { try executor.setInput(input.name, try input.values(batch, step)) }
  }

  /// Gives the network its weights, by name: one for each parameter, and no other.
  ///
  /// - Throws: ``WeightError``, or the device's errors.
  public func setWeights(_ weights: [Weight]) throws {
    try executor.setWeights(weights, for: parameters)
  }

  /// The loss of the last run.
  public func loss() throws -> Double { Double(try executor.output("loss")[0]) }
}
