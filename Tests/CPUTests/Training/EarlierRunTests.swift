import Foreframe
import ForeframeCPUBackend
import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeTraining
import Testing

/// A run folder that version 0.1.0 made, interrupted after 6 of 12 steps, and the checkpoint with
/// which that version ended it.
@Suite struct EarlierRunTests {
  private static let golden = FileSystem.join(
    (0..<3).reduce(#filePath) { path, _ in FileSystem.split(path).folder }, "Golden/run-0.1.0")

  @Test func itGoesOnAsVersion010Did() throws {
    let folder = try FileSystem.makeTemporaryDirectory("foreframe-earlier")
    defer { try? FileSystem.removeTree(folder) }
    for name in [
      "config.json", "metrics.csv", "metrics.jsonl", "checkpoints/last.safetensors",
      "checkpoints/best.safetensors",
    ] {
      let path = FileSystem.join(folder, name)
      try FileSystem.makeDirectories(FileSystem.split(path).folder)
      try AtomicFile.write(try FileSystem.read(FileSystem.join(Self.golden, name)), to: path)
    }
    let best = try ModelFile.read(FileSystem.join(folder, "checkpoints/best.safetensors"))
    #expect(best.inputs == 6 && best.note("steps") == "4")

    let recipe = try Recipe.read(FileSystem.join(folder, "config.json"))
    let run = try TrainingRun(
      try FrameExperiment(recipe, try TrainingData.open(recipe)), folder: folder,
      start: .resuming, on: try CPUBackend(threads: 1, instructionSet: "plain"))
    #expect(run.firstStep == 6)
    #expect(try run.run() == .finished)
    let found = try Checkpoint.read(run.folder.last)
    let expected = try Checkpoint.read(FileSystem.join(Self.golden, "finished.safetensors"))
    #expect(found.configuration == expected.configuration)
    #expect(found.dataFingerprint == expected.dataFingerprint)
    #expect(found.progress.bestStep == expected.progress.bestStep)
    #expect(found.weights.map(\.name) == expected.weights.map(\.name))
    // Another compiler or processor may round the kernels otherwise; another random number, rate
    // or batch would show in the second digit.
    for (found, expected) in zip(
      found.weights + found.optimiserState, expected.weights + expected.optimiserState)
    {
      let largest = expected.values.map(\.magnitude).max() ?? 0
      let error = zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? .infinity
      #expect(
        found.name == expected.name && error <= 1e-3 * largest,
        "\(expected.name): \(error) of \(largest)")
    }
    let steps = try LineFile.lines(FileSystem.join(folder, "metrics.jsonl")).map {
      try JSON(parsing: $0)["step"]?.int
    }
    #expect(steps == Array(1...12))
  }
}
