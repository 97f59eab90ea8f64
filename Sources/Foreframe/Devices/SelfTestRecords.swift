import Files
import OpenCLBackend

/// Results of self-tests, kept in the cache's folder: `auto` passes over a device whose driver gave wrong
/// numbers with these kernels. Another driver, or other kernels, have no result yet.
public struct SelfTestRecords {
  /// A result that is known.
  public struct Record: Hashable, Sendable {
    /// How many cases failed, and the first of them; none for a device that can be trusted.
    public var failureCount: Int
    public var first: String?

    public var isTrusted: Bool { failureCount == 0 }
  }

  private let shelf: CacheShelf

  /// - Parameter folder: nil for none; then nothing is known or kept.
  public init?(folder: String? = CacheFolder.path) {
    guard let folder else { return nil }
    shelf = CacheShelf(folder: FileSystem.join(folder, "self-tests"), mostBytes: 1 << 24)
  }

  /// What the last test said about this device with this driver and these kernels; nil if there was
  /// none.
  public func record(of backend: OpenCLBackend) -> Record? {
    guard case .content(let bytes) = shelf.find(Self.key(backend)),
      let text = String(validating: bytes, as: UTF8.self), let json = try? JSON(parsing: text),
      let count = json["failures"]?.int
    else { return nil }
    return Record(failureCount: count, first: json["first"]?.string)
  }

  /// Keeps a result. That some rows are right does not make up for others that were wrong: a quick test
  /// is kept if it failed, and otherwise only where there is nothing yet.
  public func remember(
    _ verdict: SelfTest.Verdict, _ extent: SelfTest.Extent, of backend: OpenCLBackend
  ) throws(FileError) {
    if extent == .quick && verdict.isTrusted && record(of: backend) != nil { return }
    var object = JSONObject()
    object["failures"] = JSON(verdict.failures.count)
    object["first"] = verdict.failures.first.map { .string($0) } ?? .null
    try shelf.put(Array(JSON.object(object).text().utf8), for: Self.key(backend))
  }

  private static func key(_ backend: OpenCLBackend) -> CacheKey {
    CacheKey("self-test", backend.kernelsKey)
  }
}
