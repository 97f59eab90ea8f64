import ArgumentParser
import Foreframe
import ForeframeFiles
import ForeframeFrames

/// What a shell offers when Tab is pressed after an option.
enum Completions {
  /// Folders, and PNGs in them.
  static let frames = CompletionKind.file(extensions: ["png"])
  /// A recipe is YAML; the configuration of a run is JSON.
  static let recipe = CompletionKind.file(extensions: ["yaml", "yml", "json"])
  static let json = CompletionKind.file(extensions: ["json"])
  /// The parts of a data set.
  static let splits = CompletionKind.list(Dataset.Split.allCases.map(\.rawValue) + ["all"])
  /// Baselines, model files, and folders, which may be runs.
  static let model = CompletionKind.custom { _, _, prefix in
    ([AutoForecaster.name] + Baseline.allCases.map(\.rawValue)).filter { $0.hasPrefix(prefix) }
      + paths(prefix, ["safetensors"])
  }
  /// Model files and folders.
  static let trained = CompletionKind.custom { _, _, prefix in paths(prefix, ["safetensors"]) }
  /// The devices of this machine as `--device` takes them.
  static let device = CompletionKind.custom { _, _, _ in
    ["auto", "cpu", "opencl"] + BackendChoice.drivenRequests
  }

  /// Paths that begin with `prefix`: folders, with a slash at the end, and files of some kinds.
  static func paths(_ prefix: String, _ extensions: Set<String>) -> [String] {
    let slash = prefix.lastIndex(of: "/")
    let folder = slash.map { String(prefix[...$0]) } ?? ""
    let start = slash.map { String(prefix[prefix.index(after: $0)...]) } ?? prefix
    guard let names = try? FileSystem.list(folder.isEmpty ? "." : folder) else { return [] }
    return names.compactMap { name in
      guard name.hasPrefix(start), start.hasPrefix(".") || !name.hasPrefix(".") else { return nil }
      let path = folder + name
      if FileSystem.isDirectory(path) { return path + "/" }
      return extensions.contains(FileSystem.pathExtension(name).lowercased()) ? path : nil
    }
  }
}
