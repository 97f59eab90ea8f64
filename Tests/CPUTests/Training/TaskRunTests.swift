import Foreframe
import ForeframeCPUBackend
import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeRecurrent
import ForeframeTensorGraph
import ForeframeTraining
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs of a task that is no frames: folders, logs, checkpoints, models.
@Suite struct TaskRunTests {
  private let folder: String

  init() throws { folder = try FileSystem.makeTemporaryDirectory("foreframe-task") }

  private func path(_ name: String) -> String { FileSystem.join(folder, name) }

  static func run(
    _ path: String, _ start: RunStart, _ experiment: SeriesExperiment = SeriesExperiment()
  ) throws -> TrainingRun<SeriesExperiment> {
    try TrainingRun(
      experiment, folder: path, start: start, on: try CPUBackend(threads: 1))
  }

  @Test func aRunLeavesItsFiles() throws {
    defer { try? FileSystem.removeTree(folder) }
    let run = try Self.run(path("run"), .fresh)
    var losses: [Double] = []
    let outcome = try run.run(onEvent: { event in
      if case .step(let report, _, _, _) = event { losses.append(report.loss) }
    })
    #expect(outcome == .finished)
    #expect(losses.count == 12)
    let table = try LineFile.lines(path("run/metrics.csv"))
    #expect(table[0] == "step,loss,gradient_norm,rate,seconds,waited,validation_loss")
    let lines = try LineFile.lines(path("run/metrics.jsonl")).map { try JSON(parsing: $0) }
    #expect(lines.compactMap { $0["step"]?.int } == Array(1...12))
    let validated = lines.filter { $0["validation_loss"]?.double != nil }
    #expect(validated.compactMap { $0["step"]?.int } == [4, 8, 12])
    #expect(run.lastScores?.loss == validated.last?["validation_loss"]?.double)
    try RunReport(run.folder, run.experiment).write()
    let page = try FileSystem.readText(run.folder.report)
    #expect(page.contains("Training run series"))
    #expect(page.contains("Best validation loss") && page.contains("12 steps done"))
  }

  /// Twelve steps are five steps, a kill in the eighth, and seven steps.
  @Test func resumingAfterAKillGivesTheSameBytes() async throws {
    defer { try? FileSystem.removeTree(folder) }
    let whole = try Self.run(path("whole"), .fresh)
    #expect(try whole.run() == .finished)
    let place = path("parts")
    await #expect(processExitsWith: .signal(SIGKILL)) { [place = place as String] in
      _ = try TaskRunTests.run(place, .fresh).run(onEvent: { event in
        if case .step(let report, _, _, _) = event, report.step == 8 { kill(getpid(), SIGKILL) }
      })
    }
    let parts = RunFolder(place)
    #expect(try Checkpoint.read(parts.last).progress.step == 5)
    let rest = try Self.run(place, .resuming)
    #expect(rest.firstStep == 5)
    #expect(try rest.run() == .finished)
    #expect(try FileSystem.read(parts.last) == FileSystem.read(whole.folder.last))
    #expect(try FileSystem.read(parts.best) == FileSystem.read(whole.folder.best))
  }

  @Test func anotherConfigurationOrOtherDataAreRefused() throws {
    defer { try? FileSystem.removeTree(folder) }
    _ = try Self.run(path("run"), .fresh).run()
    var other = SeriesExperiment()
    other.hidden = 7
    #expect(throws: RunError.otherConfiguration(key: "hidden", before: "6", now: "7")) {
      try Self.run(path("run"), .resuming, other)
    }
    var moved = SeriesExperiment()
    moved.dataFingerprint = "cosines"
    #expect(throws: RunError.otherData(before: "sines", now: "cosines")) {
      try Self.run(path("run"), .resuming, moved)
    }
  }

  /// The model file is read with the builder of the program, and gives what was trained.
  @Test func theModelIsReadByItsBuilder() throws {
    defer { try? FileSystem.removeTree(folder) }
    let run = try Self.run(path("run"), .fresh)
    _ = try run.run()
    func build(_ scope: ParameterScope, hidden: Int) -> Tensor {
      let values = scope.builder.input("series", [4 * SeriesExperiment.series, 1])
      return SeriesExperiment.predictions(values, scope, hidden: hidden, dropoutSeed: nil)
    }
    func parameters(hidden: Int) -> [ParameterSpecification] {
      let scope = ParameterScope(GraphBuilder())
      _ = build(scope, hidden: hidden)
      return scope.registry.specifications
    }
    let header = try CustomModelFile.header(of: try SafetensorsFile.read(run.folder.best))
    let hidden = try #require(header?.settings["hidden"]?.int)
    let model = try CustomModelFile.read(
      run.folder.best, name: "series", parameters: parameters(hidden: hidden))
    #expect(model.weights.map(\.name).contains("lstm.hidden.weight"))
    #expect(model.notes.first?.value == "12")
    let graph = GraphBuilder()
    graph.output("next", build(ParameterScope(graph), hidden: hidden))
    let backend = try CPUBackend(threads: 1)
    let executor = try Executor(
      ProgramCompiler.compile(graph.graph(), for: backend.compileTarget), on: backend)
    for weight in model.weights { try executor.setParameter(weight.name, weight.values) }
    let sines = SeriesExperiment.sines(5)
    try executor.setInput("series", Array(sines[..<(4 * SeriesExperiment.series)]))
    try executor.run()
    let next = try executor.output("next")
    #expect(next.allSatisfy { $0.isFinite } && Set(next).count == next.count)

    // By another name, or for a network of other sizes, it is refused; so it is by `ModelFile`.
    #expect(throws: ModelError.self) {
      try CustomModelFile.read(
        run.folder.best, name: "sine", parameters: parameters(hidden: hidden))
    }
    #expect(throws: ModelError.self) {
      try CustomModelFile.read(
        run.folder.best, name: "series", parameters: parameters(hidden: 7))
    }
    #expect(throws: ModelError.self) { try ModelFile.read(run.folder.best) }
  }
}
