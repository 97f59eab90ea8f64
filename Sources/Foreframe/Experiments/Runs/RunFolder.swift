import ForeframeFiles

/// The places of a run's files.
public struct RunFolder: Hashable, Sendable {
  public var path: String

  public init(_ path: String) { self.path = path }

  public var configuration: String { FileSystem.join(path, "config.json") }
  public var checkpoints: String { FileSystem.join(path, "checkpoints") }
  /// A checkpoint with the optimiser's state, for going on.
  public var last: String { FileSystem.join(checkpoints, "last.safetensors") }
  /// The model with the best validation score.
  public var best: String { FileSystem.join(checkpoints, "best.safetensors") }
  public var samples: String { FileSystem.join(path, "samples") }
  /// The measured choices that the run computes with, so that it goes on with the very same.
  public var tuning: String { FileSystem.join(path, "tuning.json") }
  /// The recipe that was chosen for the frames, for reading and editing; none where one was given.
  public var recipe: String { FileSystem.join(path, "recipe.yaml") }
  public var report: String { FileSystem.join(path, "report.html") }

  /// What the pictures in ``samples`` show, in words.
  var sampleCaption: String { FileSystem.join(samples, "README.txt") }

  /// What the network made of some cases after a step.
  func sample(step: Int, type: String) -> String {
    let digits = String(step)
    let zeros = String(repeating: "0", count: max(0, 7 - digits.count))
    return FileSystem.join(samples, "step_\(zeros)\(digits).\(type)")
  }

  /// Refuses a folder in which another process trains.
  public func requireUnlocked() throws { try RunLock.check(self) }

  /// Refuses a folder with anything in it; one that is not there is fine.
  public func requireEmpty() throws {
    guard FileSystem.exists(path) else { return }
    guard FileSystem.isDirectory(path) else { throw RunError.notAFolder(path: path) }
    let content = try FileSystem.list(path).filter { $0 != RunLock.name }
    guard content.isEmpty, try FileSystem.unreadableNames(path).isEmpty else {
      throw RunError.folderNotEmpty(path: path)
    }
  }

  /// Removes what an earlier run left, and nothing else.
  public func clear() throws {
    guard FileSystem.exists(path) else { return }
    guard FileSystem.isDirectory(path) else { throw RunError.notAFolder(path: path) }
    try requireRun()
    let own: Set<String> = [
      "config.json", "metrics.jsonl", "metrics.csv", "metrics.json", "report.html", "checkpoints",
      "samples", "tuning.json", "recipe.yaml",
    ]
    for name in try FileSystem.list(path)
    where own.contains(name) || name.hasPrefix("events.out.tfevents.") {
      try FileSystem.removeTree(FileSystem.join(path, name))
    }
  }

  /// Keeps the recipe that was chosen for the run.
  public func keep(recipe text: String) throws {
    try writing { try AtomicFile.write(text, to: recipe) }
  }

  /// Makes the folders, and removes what killed writers left in them.
  public func prepare() throws {
    try FileSystem.makeDirectories(checkpoints)
    try FileSystem.makeDirectories(samples)
    for folder in [path, checkpoints, samples] { try AtomicFile.removeLeftovers(in: folder) }
  }
}
