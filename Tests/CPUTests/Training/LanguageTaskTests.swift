import ForeframeCPUBackend
import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining
import Testing

/// Training on text, with a state that goes from batch to batch.
@Suite struct LanguageTaskTests {
  private static let network = LanguageNetwork(symbols: 5, width: 6, hidden: [16])
  /// After two 1s comes a 2, after one a 3; what counts lies before the batch's beginning.
  private static let text = (0..<400).flatMap {
    $0 % 3 == 0 ? [0, 1, 1, 4, 4, 2] : [0, 1, 4, 4, 3]
  }

  private static func trainer(
    _ start: LanguageTask.Start, from checkpoint: Checkpoint? = nil
  ) throws -> Trainer<LanguageTask> {
    try Trainer(
      LanguageTask(network, steps: 2, count: 4, start: start),
      TrainingPlan(steps: 400, clipNorm: 1, peakRate: 2e-2), on: try CPUBackend(threads: 1),
      from: checkpoint)
  }

  /// Two batches of three time steps give the same logits as one of six.
  @Test func aCarriedStateIsThatOfOneLongSequence() throws {
    let backend = try CPUBackend(threads: 1)
    let symbols: [Float] = [0, 3, 1, 4, 2, 2, 3, 1, 4, 0, 0, 2]
    func executor(_ steps: Int, carries: Bool) throws -> Executor {
      let builder = GraphBuilder()
      let scope = ParameterScope(builder)
      let model = Self.network.makeModel(scope, count: 2)
      let read = builder.input("symbols", [steps * 2])
      let state = CarriedState(
        scope, like: model.zeroState, continues: builder.input("continues", [1]))
      let result = model.run(read, state: carries ? state.start : model.zeroState)
      if carries { state.keep(result.state) }
      builder.output("logits", result.logits)
      let executor = try Executor(compiling: builder.graph(), on: backend)
      for (index, parameter) in scope.registry.specifications.enumerated()
      where executor.program.parameters[parameter.name] != nil {
        // A state that is not zero must not be seen in the first batch.
        let values =
          parameter.isFixed
          ? [Float](repeating: .nan, count: parameter.shape.count)
          : parameter.initialiser.values(parameter.shape, seed: 1, stream: UInt64(index))
        try executor.setParameter(parameter.name, values)
      }
      return executor
    }
    let whole = try executor(6, carries: false)
    try whole.setInput("symbols", symbols)
    try whole.run()
    let expected = try whole.output("logits")
    let parts = try executor(3, carries: true)
    var found: [Float] = []
    for part in 0..<2 {
      try parts.setInput("symbols", Array(symbols[part * 6..<(part + 1) * 6]))
      try parts.setInput("continues", [part > 0 ? 1 : 0])
      try parts.run()
      found += try parts.output("logits")
    }
    #expect(found.count == expected.count)
    for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-6) }
  }

  /// With batches of two symbols only a carried state knows what came before.
  @Test func aCarriedStateLearnsWhatWindowsCannot() throws {
    let streams = try #require(TextStreams(Self.text, steps: 2, count: 4))
    func loss(_ start: LanguageTask.Start) throws -> Double {
      let trainer = try Self.trainer(start)
      var last: [Double] = []
      for step in 0..<400 { last.append(try trainer.step(streams.stream(step)).loss) }
      return last.suffix(100).reduce(0, +) / 100
    }
    let (anew, carried) = (try loss(.anew), try loss(.carried))
    #expect(carried < 0.75 * anew, "\(carried), \(anew)")
  }

  /// The carried state is in the checkpoint.
  @Test func aResumedRunGoesOnWithTheSameBytes() throws {
    let streams = try #require(TextStreams(Self.text, steps: 2, count: 4))
    let whole = try Self.trainer(.carried)
    for step in 0..<8 { try whole.step(streams.stream(step)) }
    let first = try Self.trainer(.carried)
    for step in 0..<3 { try first.step(streams.stream(step)) }
    let checkpoint = Checkpoint(
      CustomModelFile(name: "text", weights: try first.weights()), progress: first.progress,
      configuration: "", dataFingerprint: "", optimiserState: try first.optimiserState())
    let second = try Self.trainer(.carried, from: checkpoint)
    for step in 3..<8 { try second.step(streams.stream(step)) }
    let (found, expected) = (try second.weights(), try whole.weights())
    #expect(found == expected)
    let names = expected.map(\.name)
    #expect(names.contains("state.0") && names.contains("state.1"))
    let saved = expected.withoutCarriedState.map(\.name)
    #expect(saved == Self.network.parameters.map(\.name))
  }

  /// What was learned is written: the training text goes on.
  @Test func aTrainedNetworkWrites() throws {
    let text = (0..<200).flatMap { _ in [0, 1, 2, 3, 4, 3, 2, 1] }
    let streams = try #require(TextStreams(text, steps: 8, count: 4))
    let backend = try CPUBackend(threads: 1)
    let trainer = try Trainer(
      LanguageTask(Self.network, steps: 8, count: 4),
      TrainingPlan(steps: 150, clipNorm: 1, peakRate: 3e-2), on: backend)
    for step in 0..<150 { try trainer.step(streams.windows(step, seed: 1)) }
    let writer = try TextWriter(Self.network, weights: try trainer.weights(), on: backend)
    let written = try writer.write(
      after: [0, 1, 2], count: 10, SymbolChoice(temperature: 0), seed: 1)
    #expect(written == [3, 4, 3, 2, 1, 0, 1, 2, 3, 4])
    // Each text starts anew.
    let other = try writer.write(
      after: [4, 3], count: 3, SymbolChoice(temperature: 0), seed: 1)
    #expect(other == [2, 1, 0])
    let free = SymbolChoice(temperature: 2, top: 3)
    let twice = try (0..<2).map { _ in
      try writer.write(after: [0], count: 20, free, seed: 3)
    }
    #expect(twice[0] == twice[1])
  }

  @Test(arguments: DenseCellKind.allCases)
  func everyCellLearns(cell: DenseCellKind) throws {
    let text = (0..<100).flatMap { _ in [0, 1, 2, 3, 4, 3, 2, 1] }
    let streams = try #require(TextStreams(text, steps: 8, count: 4))
    let network = LanguageNetwork(
      symbols: 5, width: 8, hidden: [8, 8], cell: cell, dropout: 0.05, recurrentDropout: 0.05,
      isTied: true, isResidual: true, start: .keras)
    let trainer = try Trainer(
      LanguageTask(network, steps: 8, count: 4, smoothing: 0.01),
      TrainingPlan(steps: 120, clipNorm: 1, peakRate: 2e-2), on: try CPUBackend(threads: 1))
    var losses: [Double] = []
    for step in 0..<120 { losses.append(try trainer.step(streams.windows(step, seed: 1)).loss) }
    #expect(losses[119] < 0.6 * losses[0], "\(losses[0]) to \(losses[119])")
  }
}
