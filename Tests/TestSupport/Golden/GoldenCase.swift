import ForeframeOperationTable
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph

/// A graph with what PyTorch says that it computes.
public struct GoldenTrial: Sendable {
  public var trial: Trial
  /// What is known of each run.
  public var expected: [Trial.Snapshot<Double>]

  /// Largest distance of a backend from PyTorch.
  public func deviation(on backend: any Backend) throws -> Deviation {
    Trial.deviation(try trial.snapshots(on: backend), expected, trial.name)
  }

  /// Largest distance of the evaluator from PyTorch.
  public func deviationOfEvaluator() -> Deviation {
    Trial.deviation(trial.reference(), expected, trial.name)
  }
}

/// One golden file (or part of one) as a test case.
public struct GoldenCase: Sendable, CustomStringConvertible {
  public var name: String
  /// Reads the file and builds the graph.
  public var make: @Sendable () throws -> GoldenTrial

  public var description: String { name }

  init(_ name: String, trial: @escaping @Sendable (GoldenFile) throws -> GoldenTrial) {
    self.name = name
    make = { try trial(GoldenFile(name)) }
  }

  init(_ name: String, _ fill: @escaping @Sendable (inout GoldenBuilder) throws -> Void) {
    self.name = name
    make = {
      var builder = GoldenBuilder(try GoldenFile(name))
      try fill(&builder)
      return builder.finished(name)
    }
  }
}

/// Builds the graph of a golden file and notes what it should compute.
struct GoldenBuilder {
  let file: GoldenFile
  let graph = GraphBuilder()
  private var parameters: [String: [Float]] = [:]
  private var inputs: [String: [Float]] = [:]
  /// Gradients to be taken when everything is built.
  private var gradients: [(name: String, of: Tensor, expected: GoldenTensor)] = []
  private var expected: [String: [Double]] = [:]
  private var losses: [Tensor] = []

  init(_ file: GoldenFile) { self.file = file }

  /// `input.NAME` in our layout; its gradient is checked where the file has it.
  mutating func input(
    _ name: String, _ layout: (GoldenTensor) -> GoldenTensor = { $0 }
  ) throws -> Tensor {
    let values = layout(try file.tensor("input.\(name)"))
    inputs[name] = values.numbers
    let tensor = graph.input(name, Shape(values.shape))
    if file.has("gradient.\(name)") {
      gradients.append((name, tensor, layout(try file.tensor("gradient.\(name)"))))
    }
    return tensor
  }

  /// Gives one of our parameters its value from `weight.NAME`, and its gradient from
  /// `gradient.NAME`, through the same change of layout.
  @discardableResult
  mutating func parameter(
    _ ours: String, _ theirs: String, _ layout: (GoldenTensor) throws -> GoldenTensor
  ) throws -> Tensor {
    try parameter(
      ours, layout(try file.tensor("weight.\(theirs)")),
      gradient: layout(try file.tensor("gradient.\(theirs)")))
  }

  /// The same with numbers that were put together by the caller.
  @discardableResult
  mutating func parameter(
    _ ours: String, _ value: GoldenTensor, gradient: GoldenTensor
  ) throws -> Tensor {
    let tensor = graph.parameter(ours, Shape(value.shape))
    parameters[ours] = value.numbers
    gradients.append((ours, tensor, gradient))
    return tensor
  }

  /// `output.NAME` is this tensor; if the file has an upstream gradient, it enters the loss.
  mutating func output(
    _ name: String, _ tensor: Tensor, _ layout: (GoldenTensor) -> GoldenTensor = { $0 }
  ) throws {
    graph.output(name, tensor)
    expected[name] = layout(try file.tensor("output.\(name)")).numbers.map(Double.init)
    if file.has("input.upstream_\(name)") {
      let upstream = layout(try file.tensor("input.upstream_\(name)"))
      losses.append((tensor * graph.literal(upstream.numbers, tensor.shape)).sum())
    }
  }

  /// `output.loss` is this tensor, of which gradients are taken.
  mutating func loss(_ tensor: Tensor) throws {
    try output("loss", tensor)
    losses.append(tensor)
  }

  fileprivate mutating func finished(_ name: String) -> GoldenTrial {
    let loss = losses.dropFirst().reduce(losses[0], +)
    for (gradient, entry) in zip(loss.gradients(gradients.map(\.of)), gradients) {
      graph.output("gradient.\(entry.name)", gradient)
      expected["gradient.\(entry.name)"] = entry.expected.numbers.map(Double.init)
    }
    let trial = Trial(name, graph: graph.graph(), parameters: parameters, inputs: inputs)
    let snapshot = Trial.Snapshot<Double>(outputs: expected)
    return GoldenTrial(
      trial: trial, expected: [Trial.Snapshot](repeating: snapshot, count: trial.runs))
  }
}
