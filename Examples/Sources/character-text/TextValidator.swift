import Foreframe

/// Nats per character on a text that is read in order from its beginning.
final class TextValidator {
  private let program: TaskProgram<LanguageTask.Batch>
  private let streams: TextStreams

  init(_ task: LanguageTask, _ streams: TextStreams, on backend: any Backend) throws {
    program = try TaskProgram(TaskGraph.validation(task), on: backend)
    self.streams = streams
  }

  /// The mean over all batches of one pass.
  func loss(_ weights: [Weight]) throws -> Double {
    let states = program.parameters.filter { parameter in
      !weights.contains { $0.name == parameter.name }
    }.map {
      Weight(name: $0.name, shape: $0.shape, values: .init(repeating: 0, count: $0.shape.count))
    }
    try program.setWeights(weights + states)
    var sum = 0.0
    for number in 0..<streams.batches {
      try program.setInputs(streams.stream(number), TrainingStep(number: number, seed: 0))
      try program.executor.run()
      sum += try program.loss()
    }
    return sum / Double(streams.batches)
  }
}
