import ForeframeFiles

/// What a name stands for where a model is wanted: the file itself, or the best model of a run's
/// folder.
public enum ModelPath {
  /// The path of the model file.
  ///
  /// - Throws: ``UserError`` for a folder that no run has written a model to, and for a name that is
  ///   nearly a baseline's.
  public static func resolve(_ name: String) throws -> String {
    if FileSystem.isDirectory(name) {
      let run = RunFolder(name)
      for path in [run.best, run.last] where FileSystem.isFile(path) { return path }
      throw UserError(
        "\(name) is a folder, and no run's: there is no \(run.best) in it; name a model file or the "
          + "folder of a run", .inputMissing)
    }
    if !FileSystem.exists(name), !name.contains("/"),
      let near = Spelling.suggestion(for: name, among: Baseline.allCases.map(\.rawValue))
    {
      throw UserError(
        "there is no file '\(name)', and no baseline of that name; did you mean '\(near)'?", .usage)
    }
    return name
  }
}
