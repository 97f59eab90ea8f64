import ForeframeFiles
import ForeframeGraphCompiler
import ForeframeKernelTexts

/// Results of self-tests, kept in the cache's folder, so that `auto` passes over a device that computed
/// wrong numbers. A result holds for a device with its driver and all its kernels
/// (`KernelBuilder.kernelsKey`); after an update of either the device counts as untested.
public struct SelfTestRecords {
  /// The result of the tests of one device.
  public struct Record: Hashable, Sendable {
    /// The first case that failed in each precision; none for a device that can be trusted.
    public var failures: [Precision: String]

    /// The failure because of which a device is not used in a precision: one of float32 counts for every
    /// precision, since only products are computed in another one.
    public func failure(in precision: Precision) -> String? {
      failures[.fp32] ?? failures[precision]
    }
  }

  private let shelf: CacheShelf

  /// - Parameter folder: nil if there is no cache; then there are no records.
  public init?(folder: String? = CacheFolder.path) {
    guard let folder else { return nil }
    shelf = CacheShelf(folder: FileSystem.join(folder, "self-tests"), mostBytes: 1 << 24)
  }

  /// The record of a device with its driver and kernels; nil if they were never tested.
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

  /// Keeps a result. A quick test runs few rows, so it adds failures and takes none away.
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
