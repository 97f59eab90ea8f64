import Foreframe
import ForeframeCPUBackend
import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining
import Testing

/// Training beside parameters that stay as they are, with a loss over classes.
@Suite struct FixedParameterTests {
  private static let plan = TrainingPlan(steps: 150, peakRate: 3e-2, seed: 2)

  private static func trainer(from checkpoint: Checkpoint? = nil) throws -> Trainer<ClassTask> {
    try Trainer(ClassTask(), plan, on: try CPUBackend(threads: 1), from: checkpoint)
  }

  @Test func theyStayBitForBit() throws {
    let trainer = try Self.trainer()
    let before = try trainer.weights()
    #expect(before.map(\.name).first == "embedding.weight")
    for step in 0..<Self.plan.steps { try trainer.step(ClassTask.batch(step)) }
    let after = try trainer.weights()
    #expect(after[0].values.map(\.bitPattern) == before[0].values.map(\.bitPattern))
    for (old, new) in zip(before, after).dropFirst() {
      #expect(old.values != new.values, "\(old.name) is trained")
    }
    // The optimiser keeps nothing for them.
    let kept = try trainer.optimiserState().map(\.name)
    #expect(kept.count == 2 * (after.count - 1))
    #expect(!kept.contains { $0.contains("embedding") })
    // They are in the file.
    let folder = try FileSystem.makeTemporaryDirectory("foreframe-fixed")
    defer { try? FileSystem.removeTree(folder) }
    let file = FileSystem.join(folder, "model.safetensors")
    try CustomModelFile(name: "classes", weights: after).write(to: file)
    let read = try CustomModelFile.read(file, name: "classes", parameters: trainer.parameters)
    #expect(read.weights == after)
  }

  @Test func classesAreLearned() throws {
    let trainer = try Self.trainer()
    let first = try trainer.step(ClassTask.batch(0))
    for step in 1..<Self.plan.steps { try trainer.step(ClassTask.batch(step)) }
    let graph = GraphBuilder()
    graph.output(
      "logits",
      ClassTask.logits(graph.input("symbols", [ClassTask.count]), ParameterScope(graph)))
    let backend = try CPUBackend(threads: 1)
    let executor = try Executor(
      ProgramCompiler.compile(graph.graph(), for: backend.compileTarget), on: backend)
    for weight in try trainer.weights() { try executor.setParameter(weight.name, weight.values) }
    let batch = ClassTask.batch(1000)
    try executor.setInput("symbols", batch.symbols)
    try executor.run()
    var scores = ClassScores()
    scores.add(
      logits: try executor.output("logits"), labels: batch.next, classes: ClassTask.classes)
    #expect(scores.count == ClassTask.count - 1)
    #expect(scores.accuracy == 1)
    #expect(first.loss > 1)
    #expect(try #require(scores.crossEntropy) < 0.1)
  }

  @Test func resumingGoesOnWithTheSameBytes() throws {
    let whole = try Self.trainer()
    for step in 0..<8 { try whole.step(ClassTask.batch(step)) }
    let folder = try FileSystem.makeTemporaryDirectory("foreframe-fixed")
    defer { try? FileSystem.removeTree(folder) }
    let file = FileSystem.join(folder, "last.safetensors")
    let first = try Self.trainer()
    for step in 0..<3 { try first.step(ClassTask.batch(step)) }
    try Checkpoint(
      CustomModelFile(name: "classes", weights: try first.weights()), progress: first.progress,
      configuration: "", dataFingerprint: "", optimiserState: try first.optimiserState()
    ).write(to: file)
    let second = try Self.trainer(from: try Checkpoint.read(file))
    #expect(second.progress.step == 3)
    for step in 3..<8 { try second.step(ClassTask.batch(step)) }
    #expect(try second.weights() == (try whole.weights()))
    #expect(try second.optimiserState() == (try whole.optimiserState()))
  }

  /// A checkpoint of another network is refused by the tensor that does not fit.
  @Test func aCheckpointOfAnotherNetworkIsRefused() throws {
    let trainer = try Self.trainer()
    let weights = try trainer.weights()
    let state = try trainer.optimiserState()
    func resume(_ weights: [Weight], _ state: [Weight]) throws {
      _ = try Self.trainer(
        from: Checkpoint(
          CustomModelFile(name: "classes", weights: weights), progress: TrainingProgress(),
          configuration: "", dataFingerprint: "", optimiserState: state))
    }
    let stranger = Weight(name: "more", shape: [1], values: [0])
    #expect(throws: ModelError.unexpectedTensor(path: "", name: "more")) {
      try resume(weights + [stranger], state)
    }
    #expect(throws: ModelError.missingTensor(path: "", name: "embedding.weight")) {
      try resume(Array(weights.dropFirst()), state)
    }
    #expect(throws: TrainingError.missingState(path: "", name: state[0].name)) {
      try resume(weights, Array(state.dropFirst()))
    }
    var wide = weights
    wide[0] = Weight(name: wide[0].name, shape: [12], values: wide[0].values)
    #expect(throws: ModelError.self) { try resume(wide, state) }
  }
}
