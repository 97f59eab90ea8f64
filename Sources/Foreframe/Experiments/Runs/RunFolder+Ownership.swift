import ForeframeFiles

/// What in a folder is a run's, and may be removed with it.
extension RunFolder {
  /// Names that a run gives, and that others may have given before.
  private static let shared = ["checkpoints", "samples", "config.json", "report.html"]

  /// Refuses a folder that has files of a run's names in it but nothing that only a run writes.
  ///
  /// - Throws: ``RunError/notARun(path:name:)``.
  func requireRun() throws(RunError) {
    if FileSystem.isFile(last) || FileSystem.isFile(FileSystem.join(path, "metrics.jsonl")) {
      return
    }
    if let text = try? FileSystem.readText(configuration, limit: 1 << 20),
      let json = try? JSON(parsing: text), json["run"] != nil
    {
      return
    }
    for name in Self.shared where isUsed(FileSystem.join(path, name)) {
      throw .notARun(path: path, name: name)
    }
  }

  /// Refuses frames that lie in the run's folder, or are it.
  ///
  /// - Throws: ``RunError/dataInside(path:data:)``.
  public func keepOut(_ data: String) throws(RunError) {
    guard let own = try? FileSystem.resolve(path), let other = try? FileSystem.resolve(data)
    else { return }
    if other == own || other.hasPrefix(own + "/") { throw .dataInside(path: path, data: data) }
  }

  /// A run that was stopped early leaves empty folders.
  private func isUsed(_ path: String) -> Bool {
    guard FileSystem.isTaken(path) else { return false }
    guard FileSystem.isDirectory(path), let names = try? FileSystem.list(path) else { return true }
    return !names.isEmpty
  }
}
