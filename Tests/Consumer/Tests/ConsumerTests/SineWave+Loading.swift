import Foreframe

extension NextValue {
  /// What a saved network says after each of T·N values.
  func predictions(ofNetworkAt path: String, after values: [Float]) throws -> [Float] {
    let builder = GraphBuilder()
    let scope = ParameterScope(builder)
    let series = builder.input("series", [timeSteps, count, 1])
    builder.output("next", predictions(scope, series))
    let file = try CustomModelFile.read(
      path, name: "next value", parameters: scope.registry.specifications)

    let backend = try BackendChoice.choose("auto").backend
    let executor = try Executor(
      ProgramCompiler.compile(builder.graph(), for: backend.compileTarget), on: backend)
    for weight in file.weights { try executor.setParameter(weight.name, weight.values) }
    try executor.setInput("series", values)
    try executor.run()
    return try executor.output("next")
  }
}
