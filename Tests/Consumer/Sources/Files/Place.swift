import Foundation

/// Where the files of this program's tests are.
public enum Place {
  /// The folder of Foreframe's package.
  public static let foreframe = String(
    #filePath.dropLast("/Tests/Consumer/Sources/Files/Place.swift".count))

  /// Runs `body` with the path of a folder that is removed afterwards.
  public static func withTemporaryFolder<Result>(
    _ body: (_ path: String) throws -> Result
  ) throws -> Result {
    let path = NSTemporaryDirectory() + "consumer-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }
}
