import ForeframeFiles

/// Short names of model files that stand side by side.
public enum ModelNames {
  /// The shortest ends of paths, at whole names, that all differ; the best model of a run is called
  /// as its folder. Equal paths are numbered.
  public static func shortened(_ paths: [String]) -> [String] {
    let parts = paths.map { path in
      var names = path.split(separator: "/").map(String.init)
      if names.count > 2, names.suffix(2) == ["checkpoints", "best.safetensors"] {
        names.removeLast(2)
      }
      return names
    }
    for count in 1...max(parts.map(\.count).max() ?? 1, 1) {
      let names = parts.map { $0.suffix(count).joined(separator: "/") }
      if Set(names).count == names.count { return names }
    }
    return paths.enumerated().map { "\($0.element) (\($0.offset + 1))" }
  }
}
