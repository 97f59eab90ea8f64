import Foreframe

/// A graph with trained weights, for reading its results.
public final class Network {
  private let executor: Executor

  /// - Parameters:
  ///   - weights: those that the graph does not read are left out.
  ///   - build: declares inputs and names outputs.
  public init(
    _ weights: [Weight], on backend: any Backend,
    _ build: (GraphBuilder, ParameterScope) throws -> Void
  ) throws {
    let builder = GraphBuilder()
    try build(builder, ParameterScope(builder))
    executor = try Executor(compiling: builder.graph(), on: backend)
    for weight in weights where executor.program.parameters[weight.name] != nil {
      try executor.setParameter(weight.name, weight.values)
    }
  }

  /// One run.
  public func run(_ inputs: [String: [Float]], _ output: String) throws -> [Float] {
    try run(inputs, [output])[0]
  }

  /// One run with several results.
  public func run(_ inputs: [String: [Float]], _ outputs: [String]) throws -> [[Float]] {
    for (name, values) in inputs { try executor.setInput(name, values) }
    try executor.run()
    return try outputs.map { try executor.output($0) }
  }

  /// Gives the graph's parameters first values.
  public static func start(
    seed: UInt64, _ build: (GraphBuilder, ParameterScope) throws -> Void
  ) rethrows -> [Weight] {
    let builder = GraphBuilder()
    let scope = ParameterScope(builder)
    try build(builder, scope)
    return scope.registry.specifications.enumerated().map { index, parameter in
      Weight(
        name: parameter.name, shape: parameter.shape,
        values: parameter.initialiser.values(
          parameter.shape, seed: seed, stream: UInt64(index)))
    }
  }
}
