import ForeframeTensorGraph

/// Declares a graph's inputs together with the values that they take at a step.
///
/// What a task declares here is what the trainer fills in: it asks for no input by name.
public final class StepInputs<Batch: Sendable> {
  /// What the graph is for.
  public enum Purpose: Hashable, Sendable {
    case training
    /// The loss alone, as it is without dropout.
    case validation
  }

  public let purpose: Purpose
  let builder: GraphBuilder
  private(set) var declared: [StepInput<Batch>] = []

  init(_ builder: GraphBuilder, for purpose: Purpose) {
    self.builder = builder
    self.purpose = purpose
  }

  /// An input of the graph.
  ///
  /// - Parameters:
  ///   - name: any name; each input has its own.
  ///   - shape: the same for every batch.
  ///   - values: as many numbers as the shape has, row by row, from a batch and the step's place.
  public func declare(
    _ name: String, _ shape: Shape,
    _ values: @escaping (Batch, TrainingStep) throws -> [Float]
  ) -> Tensor {
    precondition(
      !declared.contains { $0.name == name } && !StepScalars.names.contains(name),
      "input \(name) is declared twice")
    declared.append(StepInput(name: name, shape: shape, values: values))
    return builder.input(name, shape)
  }

  /// An input of the graph that depends on the batch alone.
  public func declare(
    _ name: String, _ shape: Shape, _ values: @escaping (Batch) throws -> [Float]
  ) -> Tensor {
    declare(name, shape) { batch, _ in try values(batch) }
  }

  /// The seed [3] of dropout, or of any random number in the graph; nil for a validation, which
  /// drops nothing.
  public func dropoutSeed() -> Tensor? {
    switch purpose {
    case .training: declare("seed", [3]) { _, step in step.dropoutSeed }
    case .validation: nil
    }
  }
}

/// An input of a task's graph, and where its values come from.
public struct StepInput<Batch: Sendable> {
  public let name: String
  public let shape: Shape
  public let values: (Batch, TrainingStep) throws -> [Float]
}
