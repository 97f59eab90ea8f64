import ForeframeCPUBackend
import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeRecurrent
import TestSupport
import Testing
import ForeframeTraining

/// Whole training steps against the reference evaluator, with sizes at which memory is reused.
@Suite struct TrainingGradientTests {
  @Test(arguments: [
    ModelDescription.Architecture.autoregressive, .encoderForecaster,
  ])
  func oneStep(_ architecture: ModelDescription.Architecture) throws {
    let description = ModelDescription(
      architecture: architecture, cell: .convLSTM,
      layers: [.init(channels: 8, inputKernel: 3, stateKernel: 3)], patch: 2)
    let shape = SequenceShape(inputs: 2, horizon: 2, batch: 1, height: 32, width: 32)
    let network = TaskGraph.training(FrameTask(description, shape), .momentum(0)).network
    let backend = try CPUBackend(threads: 1)
    let program = ProgramCompiler.compile(network.graph, for: backend.compileTarget)
    let executor = try Executor(program, on: backend)
    // What an earlier program may have left in the arena.
    let rubbish = [Float](repeating: 100, count: program.arenaCount)
    let literals = Set(program.literals.flatMap { $0.offset..<$0.offset + $0.values.count })
    for offset in stride(from: 0, to: program.arenaCount, by: 16)
    where !literals.contains(where: { (offset..<offset + 16).contains($0) }) {
      try rubbish.withUnsafeBufferPointer {
        try executor.loaded.write(
          UnsafeBufferPointer(rebasing: $0[..<min(16, program.arenaCount - offset)]), at: offset)
      }
    }
    var parameters: [String: [Double]] = [:]
    for (index, parameter) in network.parameters.enumerated() {
      let values = parameter.initialiser.values(parameter.shape, seed: 1, stream: UInt64(index))
      let zeros = [Float](repeating: 0, count: values.count)
      for (name, values) in [
        (parameter.name, values), ("optimiser.velocity." + parameter.name, zeros),
      ] {
        try executor.setParameter(name, values)
        parameters[name] = values.map(Double.init)
      }
    }
    var random = SeededRandom(seed: 3)
    var inputs: [String: [Double]] = [
      "rate": [1], "correction.mean": [1], "correction.square": [1],
    ]
    for (name, binding) in program.inputs {
      let values =
        name == "frames" ? (0..<binding.count).map { _ in Float(random.uniform()) } : [1]
      try executor.setInput(name, values)
      inputs[name] = values.map(Double.init)
    }
    try executor.run()
    let reference = ReferenceEvaluator(network.graph).run(parameters: parameters, inputs: inputs)
    for parameter in network.parameters {
      // Without momentum and with rate 1, the velocity is the gradient.
      let name = "optimiser.velocity." + parameter.name
      let found = try executor.parameter(name)
      let expected = try #require(reference.parameters[name]).elements
      let largest = expected.map(\.magnitude).max() ?? 0
      let error = zip(found, expected).map { abs(Double($0) - $1) }.max() ?? 0
      #expect(error <= 2e-5 * largest, "\(parameter.name): \(error) of \(largest)")
    }
  }
}
