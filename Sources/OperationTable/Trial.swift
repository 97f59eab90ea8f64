import ForeframeGraphCompiler
import ForeframeTensorGraph

/// A graph with numbers for everything that it reads.
public struct Trial: Sendable, CustomStringConvertible {
  public var name: String
  public var graph: Graph
  public var parameters: [String: [Float]]
  public var inputs: [String: [Float]]
  /// Inputs that are different in every run, by run.
  public var inputsOfRun: [[String: [Float]]] = []
  /// Runs that are compared: several, so that memory left dirty by one shows in the next, and so
  /// that parameters that change are followed.
  public var runs = 2

  public init(
    _ name: String, graph: Graph, parameters: [String: [Float]], inputs: [String: [Float]] = [:]
  ) {
    self.name = name
    self.graph = graph
    self.parameters = parameters
    self.inputs = inputs
  }

  public var description: String { name }

  /// The numbers after one run.
  public struct Snapshot<Number: Sendable & Equatable>: Sendable, Equatable {
    public var outputs: [String: [Number]]
    public var parameters: [String: [Number]]

    public init(outputs: [String: [Number]] = [:], parameters: [String: [Number]] = [:]) {
      self.outputs = outputs
      self.parameters = parameters
    }
  }

  /// What the evaluator says, run by run.
  public func reference() -> [Snapshot<Double>] {
    let evaluator = ReferenceEvaluator(graph)
    var parameters = parameters.mapValues { $0.map(Double.init) }
    var snapshots: [Snapshot<Double>] = []
    for run in 0..<runs {
      if run > 0 && graph.assignments.isEmpty && inputsOfRun.isEmpty {
        snapshots.append(snapshots[0])
        continue
      }
      let inputs = inputs(ofRun: run).mapValues { $0.map(Double.init) }
      let result = evaluator.run(parameters: parameters, inputs: inputs)
      for (name, value) in result.parameters { parameters[name] = value.elements }
      snapshots.append(
        Snapshot(
          outputs: result.outputs.mapValues(\.elements),
          parameters: result.parameters.mapValues(\.elements)))
    }
    return snapshots
  }

  /// What a backend computes, run by run, from a program whose invariants were checked.
  ///
  /// - Parameter compileTarget: how to cut the work, if not as the backend would.
  public func snapshots(
    on backend: any Backend, compileTarget: CompileTarget? = nil
  ) throws -> [Snapshot<Float>] {
    let program = ProgramCompiler.compile(graph, for: compileTarget ?? backend.compileTarget)
    return try snapshots(of: program, on: backend)
  }

  /// The same for a program that was compiled from ``graph``.
  public func snapshots(of program: Program, on backend: any Backend) throws -> [Snapshot<Float>] {
    try program.checkInvariants()
    let executor = try Executor(program, on: backend)
    // Parameters that the graph did not need are left out.
    for (name, numbers) in parameters where program.parameters[name] != nil {
      try executor.setParameter(name, numbers)
    }
    return try (0..<runs).map { run in
      for (name, numbers) in inputs(ofRun: run) where program.inputs[name] != nil {
        try executor.setInput(name, numbers)
      }
      try executor.run()
      return try snapshot(executor)
    }
  }

  /// Whether a processor could compute some of it in bf16: whether there are products.
  public var usesBF16: Bool {
    let compileTarget = CompileTarget(
      vector: 16, tileVectors: 4, tilePixels: 6, parallelism: 1, bf16: .always)
    return isRounded(in: compileTarget)
  }

  /// Whether a device that cuts work like this rounds any operands of products.
  public func isRounded(in compileTarget: CompileTarget) -> Bool {
    !ProgramCompiler.compile(graph, for: compileTarget).precisions.isEmpty
  }

  /// Largest distance of a backend from the evaluator.
  ///
  /// - Parameter compileTarget: how to cut the work, if not as the backend would.
  public func deviation(
    on backend: any Backend, compileTarget: CompileTarget? = nil
  ) throws -> Deviation {
    Trial.deviation(try snapshots(on: backend, compileTarget: compileTarget), reference(), name)
  }

  /// Largest distance between what was computed and a reference, run by run. Only what the
  /// reference holds is compared.
  ///
  /// - Parameters:
  ///   - unit: what errors are divided by.
  ///   - floor: the least that they are divided by.
  public static func deviation<Number: BinaryFloatingPoint>(
    _ snapshots: [Snapshot<Number>], _ reference: [Snapshot<Double>], _ name: String,
    in unit: Deviation.Scale = .deviation, floor: Double = 0
  ) -> Deviation {
    var deviation = Deviation(in: unit, floor: floor)
    for (run, (found, expected)) in zip(snapshots, reference).enumerated() {
      for (key, numbers) in expected.outputs {
        deviation.compare(found.outputs[key] ?? [], numbers, "\(name), run \(run), \(key)")
      }
      for (key, numbers) in expected.parameters {
        deviation.compare(
          found.parameters[key] ?? [], numbers, "\(name), run \(run), parameter \(key)")
      }
    }
    return deviation
  }

  /// What the host hands in before a run.
  public func inputs(ofRun run: Int) -> [String: [Float]] {
    inputsOfRun.isEmpty ? inputs : inputs.merging(inputsOfRun[run]) { $1 }
  }

  private func snapshot(_ executor: Executor) throws -> Snapshot<Float> {
    var snapshot = Snapshot<Float>()
    for name in executor.program.outputs.keys {
      snapshot.outputs[name] = try executor.output(name)
    }
    for name in executor.program.parameters.keys {
      snapshot.parameters[name] = try executor.parameter(name)
    }
    return snapshot
  }
}
