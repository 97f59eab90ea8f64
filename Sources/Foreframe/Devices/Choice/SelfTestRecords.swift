import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeKernelTexts

/// Results of self-tests, kept in the cache's folder: `auto` passes over a device whose driver gave wrong
/// numbers with these kernels. Another driver, or other kernels, have no result yet.
public struct SelfTestRecords {
  /// A result that is known.
  public struct Record: Hashable, Sendable {
    /// The first case that failed in each precision; none for a device that can be trusted.
    public var failures: [Precision: String]

    /// The failure that keeps a device from being trusted with a precision: whatever multiplies rounded
    /// operands, all else is in float32.
    public func failure(in precision: Precision) -> String? {
      failures[.fp32] ?? failures[precision]
    }
  }

  private let shelf: CacheShelf

  /// - Parameter folder: nil for none; then nothing is known or kept.
  public init?(folder: String? = CacheFolder.path) {
    guard let folder else { return nil }
    shelf = CacheShelf(folder: FileSystem.join(folder, "self-tests"), mostBytes: 1 << 24)
  }

  /// What the last test said about this device with this driver and these kernels; nil if there was
  /// none.
  public func record(of device: any KernelBuilder) -> Record? {
    guard case .content(let bytes) = shelf.find(Self.key(device)),
      let text = String(validating: bytes, as: UTF8.self), let json = try? JSON(parsing: text),
      let found = json["failures"]?.object
    else { return nil }
    var record = Record(failures: [:])
    for precision in Precision.allCases {
      record.failures[precision] = found[precision.rawValue]?.string
    }
    return record
  }

  /// Keeps a result. That some rows are right does not make up for others that were wrong: a quick test
  /// only adds failures.
  public func remember(
    _ verdict: SelfTest.Verdict, _ extent: SelfTest.Extent, of device: any KernelBuilder
  ) throws(FileError) {
    var failures = extent == .quick ? record(of: device)?.failures ?? [:] : [:]
    for failure in verdict.failures.reversed() { failures[failure.precision] = failure.text }
    var found = JSONObject()
    for (precision, text) in failures { found[precision.rawValue] = .string(text) }
    var object = JSONObject()
    object["failures"] = .object(found)
    try shelf.put(Array(JSON.object(object).text().utf8), for: Self.key(device))
  }

  private static func key(_ device: any KernelBuilder) -> CacheKey {
    CacheKey("self-test of \(Version.current)", device.kernelsKey)
  }
}
