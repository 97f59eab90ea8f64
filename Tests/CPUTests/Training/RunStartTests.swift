import Foreframe
import ForeframeCPUBackend
import ForeframeFiles
import ForeframeFrames
import ForeframeTraining
import Testing

/// How runs start, go on and stop.
@Suite struct RunStartTests {
  private let folder: String

  init() throws { folder = try FileSystem.makeTemporaryDirectory("foreframe-start") }

  private func path(_ name: String) -> String { FileSystem.join(folder, name) }

  private func experiment(_ settings: String...) throws -> FrameExperiment {
    let text = """
      model: {layers: [{channels: 4, kernel: 3}], patch: 8}
      data: {synthetic: moving-digits, height: 32, width: 32, inputs: 2, horizon: 2}
      training: {steps: 4, batch: 2, validate_every: 2, validation_cases: 2, save_every: 2}
      """
    let file = path("recipe.yaml")
    try AtomicFile.write(text, to: file)
    let recipe = try Recipe.read(file, overrides: Recipe.Overrides(settings: settings))
    return try FrameExperiment(recipe, try TrainingData.open(recipe))
  }

  private func run(
    _ name: String, _ experiment: FrameExperiment, _ start: RunStart = .fresh,
    weights: [Weight]? = nil
  ) throws -> TrainingRun<FrameExperiment> {
    try TrainingRun(
      experiment, folder: path(name), start: start, on: try CPUBackend(threads: 1),
      weights: weights)
  }

  private func weights(_ run: TrainingRun<FrameExperiment>) throws -> [Weight] {
    try Checkpoint.read(run.folder.last).weights
  }

  @Test func trainedWeightsAreAStart() throws {
    defer { try? FileSystem.removeTree(folder) }
    let first = try run("first", experiment())
    #expect(try first.run() == .finished)
    // Another seed, another schedule, other data: the first weights are those of the model.
    let other = try experiment(
      "training.seed=9", "training.schedule=cosine", "data.seed=5", "model.dropout=0.1")
    let start = try StartingWeights(first.folder.path, for: other)
    #expect(start.path == first.folder.best)
    #expect(start.differences.count == 1 && start.differences[0].contains("model.dropout"))
    let second = try run("second", other, weights: start.weights)
    #expect(try weights(second) == ModelFile.read(first.folder.best).weights)
    let error = #expect(throws: RunError.self) {
      try StartingWeights(
        first.folder.best, for: try experiment("model.layers.0.channels=5"))
    }
    #expect(error?.message.contains("layers.0.channels is 4 in it and 5") ?? false)
    #expect(error?.exitStatus == .badConfiguration)
  }

  @Test func aRunOfAConstantRateCanBeMadeLonger() throws {
    defer { try? FileSystem.removeTree(folder) }
    #expect(try run("run", experiment()).run() == .finished)
    do {
      // A run holds its folder's lock as long as it lives.
      let longer = try run("run", experiment("training.steps=8"), .resuming)
      #expect(longer.firstStep == 4)
      #expect(try longer.run() == .finished)
      let whole = try run("whole", experiment("training.steps=8"))
      #expect(try whole.run() == .finished)
      #expect(try weights(longer) == weights(whole))
    }
    // Not shorter than it is, and nothing else.
    #expect(throws: RunError.shorterThanDone(steps: 6, done: 8)) {
      try run("run", experiment("training.steps=6"), .resuming)
    }
    let error = #expect(throws: RunError.self) {
      try run("run", experiment("training.steps=9", "training.rate=1e-4"), .resuming)
    }
    #expect(error?.message.contains("training.rate") ?? false)
  }

  @Test(arguments: ["one-cycle", "cosine"])
  func aScheduleThatDependsOnTheLengthIsFixed(_ schedule: String) throws {
    defer { try? FileSystem.removeTree(folder) }
    _ = try run("run", experiment("training.schedule=\(schedule)")).run()
    let error = #expect(throws: RunError.fixedLength(schedule: schedule)) {
      try run(
        "run", experiment("training.schedule=\(schedule)", "training.steps=8"), .resuming)
    }
    #expect(error?.exitStatus == .badConfiguration)
  }

  @Test func aStepIsLeftBetweenLaunches() throws {
    defer { try? FileSystem.removeTree(folder) }
    let experiment = try experiment()
    let trainer = try Trainer(experiment.task, experiment.plan, on: try CPUBackend(threads: 1))
    let batch = try experiment.batches(0)
    try trainer.step(batch)
    let before = try trainer.weights() + trainer.optimiserState()
    // However late it is left: either nothing has happened, or the step is whole.
    var asked = 0
    for most in [1, 2, 5, 20, 60] {
      asked = 0
      let report = try trainer.step(
        batch,
        unless: {
          asked += 1
          return asked >= most
        })
      #expect(report == nil && asked == most)
      #expect(try trainer.weights() + trainer.optimiserState() == before)
    }
    asked = 0
    let whole = try trainer.step(
      batch,
      unless: {
        asked += 1
        return false
      })
    #expect(whole?.step == 2 && asked >= 60)
    let inOneGo = try Trainer(experiment.task, experiment.plan, on: try CPUBackend(threads: 1))
    try inOneGo.step(batch)
    try inOneGo.step(batch)
    #expect(try trainer.weights() == inOneGo.weights())
  }

  @Test func aModelFileSaysWhatItsFramesWere() throws {
    defer { try? FileSystem.removeTree(folder) }
    let data = path("data")
    for index in 0..<2 {
      try MovingDigits(seed: 7, frameCount: 12, size: 64)
        .write(index, to: FileSystem.join(data, "sequence_\(index)"))
    }
    let text = """
      about: digits of somebody else
      licence: MIT
      model: {layers: [{channels: 4, kernel: 3}], patch: 8}
      data: {inputs: 2, horizon: 2, reduce: [32, 32], crop: [16, 16]}
      training: {steps: 2, batch: 2, validate_every: 2, validation_cases: 2}
      """
    let file = path("recipe.yaml")
    try AtomicFile.write(text, to: file)
    let recipe = try Recipe.read(file, overrides: Recipe.Overrides(dataPath: data))
    let run = try run("run", FrameExperiment(recipe, try TrainingData.open(recipe)))
    #expect(try run.run() == .finished)
    let model = try ModelFile.read(run.folder.best)
    #expect(model.note("about") == nil && model.note("licence") == nil)
    let frames = try #require(FramesProvenance(model))
    #expect(frames.stored == FrameSize(height: 64, width: 64))
    #expect(frames.scaled == FrameSize(height: 32, width: 32))
    #expect(frames.crop == FrameSize(height: 16, width: 16))
    let content = try #require(frames.content)
    #expect(content.low == 0 && content.high > 0.5 && (content.change ?? 0) > 0)
    #expect(frames.description.contains("reduced to 32x32"))
    // It knows the frames of its training, and forecasts at the scale of it.
    let network = try NetworkForecaster(run.folder.best, on: try CPUBackend(threads: 1))
    #expect(network.trainedOn == frames && network.seen != nil)
    var options = EvaluationOptions()
    options.choosesUnseen = true
    let evaluation = try Evaluation(data, network, options: options)
    #expect(evaluation.summary.contains { $0.contains("reduced to 32x32") })
    #expect(try evaluation.warnings().contains { $0.contains("held out from training") })
    options.choosesUnseen = false
    options.split = nil
    let all = try Evaluation(data, network, options: options)
    #expect(try all.warnings().contains { $0.contains("in the training of a model") })
    #expect(
      try FileSystem.readText(FileSystem.join(run.folder.samples, "README.txt"))
        .contains("row of the 2 inputs"))
  }

  @Test func whatNoRunHasWrittenIsNotRemoved() throws {
    defer { try? FileSystem.removeTree(folder) }
    try FileSystem.makeDirectories(path("mine/samples"))
    try AtomicFile.write("mine", to: path("mine/samples/frame.png"))
    #expect(throws: OutputError.self) { try run("mine", experiment(), .overwriting) }
    #expect(try FileSystem.readText(path("mine/samples/frame.png")) == "mine")
    let mine = RunFolder(path("mine"))
    for data in ["mine", "mine/samples", "mine/../mine/samples"] {
      #expect(throws: RunError.self) { try mine.keepOut(path(data)) }
    }
    try FileSystem.makeDirectories(path("mines"))
    try mine.keepOut(path("mines"))
    try mine.keepOut(path("missing"))
    // A run, and what one that was stopped early leaves.
    _ = try run("run", experiment()).run()
    _ = try run("run", experiment(), .overwriting)
    try FileSystem.makeDirectories(path("early/samples"))
    _ = try run("early", experiment(), .overwriting)
  }
}
