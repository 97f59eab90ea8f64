import ForeframeFiles
import Foreframe
import Foundation
import ForeframeFrames
import Testing
import ForeframeTraining

/// What `foreframe train` writes and refuses.
@Suite struct TrainCommandTests {
  @Test func aRunLeavesItsFiles() throws {
    let folder = try TrainFolder()
    #expect(try folder.train("run").status == 0)
    let names = try FileSystem.list(folder("run")).map {
      $0.hasPrefix("events.out.tfevents.") ? "events" : $0
    }
    for name in ["checkpoints", "config.json", "events", "metrics.csv", "metrics.jsonl", "samples"]
    {
      #expect(names.contains(name), "\(name) in \(names)")
    }
    let model = try ModelFile.read(folder.folder("run").best)
    #expect(model.inputs == 3 && model.horizon == 3)
    #expect(model.note("recipe") == "recipe")
    #expect(model.note("seed") == "1")
    #expect(model.note("scores") != nil)
    let strip = try PNGCodec.read(path: folder("run/samples/step_0000009.png"))
    // Both cases of the first batch in three rows; six frames side by side.
    #expect(strip.format.width == 6 * 34 - 2)
    #expect(strip.format.height == 2 * (3 * 34 + 2) - 4)
    let header = try LineFile.lines(folder("run/metrics.csv"))[0]
    #expect(header.hasPrefix("step,loss,gradient_norm,rate,seconds,waited,validation_mse"))
    let page = try FileSystem.readText(folder.folder("run").report)
    #expect(page.contains("10 steps done") && page.contains("data:image/png;base64,"))
    #expect(!page.contains("src=\"http") && page.components(separatedBy: "<svg").count == 5)
    // The written configuration is a recipe, too.
    let (status, words) = try TrainProcess.run(
      ["-c", folder("run/config.json"), "-o", folder("again")], in: folder.path)
    #expect(status == 0, "\(words)")
    #expect(try folder.agree("run", "again"))
  }

  @Test func aFullFolderIsRefused() throws {
    let folder = try TrainFolder()
    #expect(try folder.train("run").status == 0)
    try AtomicFile.write("mine", to: folder("run/notes.txt"))
    let (status, words) = try folder.train("run")
    #expect(status == 73)
    #expect(words.contains("--overwrite"))
    #expect(try folder.train("run", "--overwrite", "--steps", "4").status == 0)
    #expect(try folder.step("run") == 4)
    #expect(try FileSystem.readText(folder("run/notes.txt")) == "mine")
    #expect(try folder.train("recipe.yaml").status == 73)
  }

  @Test func divergenceKeepsTheLastCheckpoint() throws {
    let folder = try TrainFolder()
    let (status, words) = try folder.train("run", "--set", "training.rate=1e30")
    #expect(status == 1)
    #expect(words.contains("at step "), "\(words)")
    #expect(try folder.step("run") < 10)
    _ = try ModelFile.read(folder.folder("run").last)
  }

  @Test func validationsThatStopImprovingEndTheRun() throws {
    let folder = try TrainFolder()
    let (status, words) = try folder.train(
      "run", "--set", "training.rate=1e-30", "--set", "training.patience=2", "--steps", "100")
    #expect(status == 0)
    #expect(words.contains("stopped early"), "\(words)")
    // The first counts; the two after it are no better.
    #expect(try folder.step("run") == 9)
  }

  @Test(arguments: [
    (["--set", "training.bacht=3"], 78, "did you mean 'training.batch'?"),
    (["--set", "model.layers.0.kernel=4"], 78, "odd"),
    (["--set", "training.batch=-3"], 78, "training.batch"),
    (["--steps", "0"], 64, "--steps"),
    (["/no/such/folder"], 66, "/no/such/folder"),
    (["--set", "data.digits=/no/such/file.gz"], 66, "/no/such/file.gz"),
  ])
  func refusals(_ more: [String], _ status: Int32, _ words: String) throws {
    let folder = try TrainFolder()
    let result = try TrainProcess.run(folder.arguments("run") + more, in: folder.path)
    #expect(result.status == status, "\(result.words)")
    #expect(result.words.contains(words), "\(result.words)")
    #expect(!FileSystem.exists(folder("run")))
  }

  @Test func foldersOfFrames() throws {
    let folder = try TrainFolder()
    for index in 0..<3 {
      try MovingDigits(seed: 7, frameCount: 10, size: 30)
        .write(index, to: folder("data/sequence_\(index)"))
    }
    func train(_ more: String...) throws -> (status: Int32, words: String) {
      try TrainProcess.run([folder("data")] + folder.arguments("run") + more, in: folder.path)
    }
    let first = try train("--set", "training.steps=4")
    #expect(first.status == 0, "\(first.words)")
    #expect(first.words.contains("training windows"))
    let path = folder("data/sequence_0/frame_0003.png")
    var frame = try PNGCodec.read(path: path)
    frame.samples[5] = 200
    try PNGCodec.write(frame, to: path)
    let second = try train("--set", "training.steps=4", "--resume")
    #expect(second.status == 65)
    #expect(second.words.contains("other data"), "\(second.words)")
  }

  /// A folder is enough: the recipe is chosen, printed, kept, and the same as `recipe` writes.
  @Test func aFolderIsEnough() throws {
    let folder = try TrainFolder()
    try MovingDigits(seed: 7, frameCount: 24, size: 32).write(0, to: folder("data"))
    let started = ContinuousClock.now
    let (status, words) = try TrainProcess.run(
      [folder("data"), "-o", folder("run"), "--minutes", "0.1", "--inputs", "2", "-n", "2"],
      in: folder.path)
    let seconds = started.duration(to: .now) / .seconds(1)
    #expect(status == 0, "\(words)")
    // How exactly it ends is tested with a clock that no other process can slow down.
    #expect(seconds > 5 && seconds < 15, "\(seconds) of 6 seconds")
    for word in ["24 frames in 1 sequence", "network: ", "held out: by time", "fit into the time"] {
      #expect(words.contains(word), "\(word): \(words)")
    }
    #expect(words.contains("against persistence") && words.contains("against motion"), "\(words)")
    let text = try FileSystem.readText(folder("run/recipe.yaml"))
    let printed = try Command.run(
      ["recipe", folder("data"), "--minutes", "0.1", "--inputs", "2", "-n", "2"])
    #expect(printed.status == 0 && printed.output == text, "\(printed)")
    // The file is a recipe of its own.
    let recipe = try Recipe.read(folder("run/recipe.yaml"))
    #expect(recipe.training.minutes == 0.1 && recipe.data.inputs == 2)
    let (again, more) = try TrainProcess.run(
      ["-c", folder("run/recipe.yaml"), "-o", folder("again"), "--steps", "2"], in: folder.path)
    #expect(again == 0, "\(more)")
    #expect(try folder.step("again") == 2)
  }
}
