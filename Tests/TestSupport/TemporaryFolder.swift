import ForeframeFiles

/// An empty folder that lives as long as the value.
public final class TemporaryFolder {
  public let path: String

  public init() throws {
    path = try FileSystem.makeTemporaryDirectory("foreframe-tests")
  }

  deinit { try? FileSystem.removeTree(path) }

  public func callAsFunction(_ name: String) -> String { FileSystem.join(path, name) }
}
