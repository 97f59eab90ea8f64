import ForeframeFiles

/// An empty folder that lives as long as the value.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = try FileSystem.makeTemporaryDirectory("foreframe-tests")
  }

  deinit { try? FileSystem.removeTree(path) }

  func callAsFunction(_ name: String) -> String { FileSystem.join(path, name) }
}
