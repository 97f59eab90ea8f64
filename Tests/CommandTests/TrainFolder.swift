import ForeframeFiles
import Foreframe
import ForeframeTraining

/// A folder with a recipe and runs of it; removed with the value.
final class TrainFolder {
  let path: String

  /// Networks that take a step in a millisecond.
  static let tiny = """
    model: {layers: [{channels: 4, kernel: 3}], patch: 8, dropout: 0.1}
    data: {synthetic: moving-digits, height: 32, width: 32, inputs: 3, horizon: 3}
    training:
      steps: 10
      batch: 2
      rate: 1e-2
      schedule: one-cycle
      sampling: {start: 1, end_step: 8}
      validate_every: 3
      validation_cases: 3
      save_every: 1
    """
  /// A step takes some tens of milliseconds: long enough to be met in the middle.
  static let slow = """
    model: {layers: [{channels: 16, kernel: 3}], patch: 4, dropout: 0.1}
    data: {synthetic: moving-digits, inputs: 10, horizon: 10}
    training:
      steps: 10
      batch: 4
      schedule: cosine
      sampling: {start: 1, end_step: 8}
      validate_every: 4
      validation_cases: 4
      save_every: 5
    """

  init(_ recipe: String = tiny) throws {
    path = try FileSystem.makeTemporaryDirectory("foreframe-train")
    try AtomicFile.write(recipe, to: FileSystem.join(path, "recipe.yaml"))
  }

  deinit { try? FileSystem.removeTree(path) }

  func callAsFunction(_ name: String) -> String { FileSystem.join(path, name) }

  func arguments(_ run: String, _ more: String...) -> [String] {
    ["-c", self("recipe.yaml"), "-o", self(run)] + more
  }

  /// Trains to the end.
  @discardableResult
  func train(_ run: String, _ more: String...) throws -> (status: Int32, words: String) {
    try TrainProcess.run(arguments(run) + more, in: path)
  }

  func start(_ run: String, _ more: String...) throws -> TrainProcess {
    try TrainProcess(arguments(run) + more, in: path)
  }

  func folder(_ run: String) -> RunFolder { RunFolder(self(run)) }

  /// Lines of `metrics.jsonl`: finished steps.
  func lines(_ run: String) -> Int {
    (try? LineFile.lines(FileSystem.join(self(run), "metrics.jsonl")).count) ?? 0
  }

  /// Steps in the last checkpoint.
  func step(_ run: String) throws -> Int { try Checkpoint.read(folder(run).last).progress.step }

  /// Whether the checkpoints of two runs have the same bytes.
  func agree(_ first: String, _ second: String) throws -> Bool {
    let (a, b) = (folder(first), folder(second))
    return try FileSystem.read(a.last) == FileSystem.read(b.last)
      && FileSystem.read(a.best) == FileSystem.read(b.best)
  }
}
