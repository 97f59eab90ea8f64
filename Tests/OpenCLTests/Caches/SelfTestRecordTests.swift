import ForeframeFiles
import Foreframe
import ForeframeGraphCompiler
import ForeframeOpenCLBackend
import Testing

/// What a self-test said is remembered, and `auto` goes by it. The devices here stand for GPUs.
@Suite struct SelfTestRecordTests {
  private final class Folder {
    let path: String
    init() throws { path = try FileSystem.makeTemporaryDirectory("foreframe-records") }
    deinit { try? FileSystem.removeTree(path) }

    func records() throws -> SelfTestRecords { try #require(SelfTestRecords(folder: path)) }
  }

  private static let failed = SelfTest.Verdict(failure: "convolution 3x3: wrong by a lot")

  /// What a quick self-test says of the kernels that other tests have built already.
  private func verdict() throws -> SelfTest.Verdict {
    try SharedBackend.with { SelfTest.run(on: $0, .quick) }
  }

  private func choice(_ records: SelfTestRecords?) throws -> BackendChoice {
    try BackendChoice.automatic(
      among: [OpenCLProvider.Device(TestDevices.device(), number: 0)], BackendChoice.Wishes(),
      records)
  }

  @Test func automaticPassesOverADeviceThatFailed() throws {
    let folder = try Folder()
    let device = try TestDevices.device()
    let before = try choice(folder.records())
    #expect((before.backend as? OpenCLBackend)?.device.name == device.name)
    #expect(before.warnings.isEmpty)
    let backend = try TestDevices.backend()
    try folder.records().remember(Self.failed, .whole, of: backend)
    let after = try choice(folder.records())
    #expect(!(after.backend is OpenCLBackend))
    #expect(after.warnings.count == 1)
    let warning = try #require(after.warnings.first)
    #expect(warning.contains(device.summary) && warning.contains("convolution 3x3"))
    #expect(after.reason.contains("failed its self-test"))
    // Without a folder nothing is known.
    #expect(try choice(nil).backend is OpenCLBackend)
  }

  @Test func anotherFamilyOfKernelsHasItsOwnResult() throws {
    let folder = try Folder()
    let device = try TestDevices.device()
    let processor = try OpenCLBackend(device: device, family: .processor)
    let gpu = try OpenCLBackend(device: device, family: .gpu)
    try folder.records().remember(Self.failed, .whole, of: gpu)
    #expect(try folder.records().record(of: gpu)?.failure(in: .fp32) != nil)
    #expect(try folder.records().record(of: processor) == nil)
  }

  /// A whole test has the last word, a quick one only against a device.
  @Test func whatIsRememberedLast() throws {
    let folder = try Folder()
    let backend = try TestDevices.backend()
    let records = try folder.records()
    let good = try verdict()
    #expect(good.isTrusted, "\(good.text)")
    try records.remember(good, .quick, of: backend)
    #expect(records.record(of: backend)?.failures == [:])
    try records.remember(Self.failed, .quick, of: backend)
    #expect(records.record(of: backend)?.failure(in: .fp32) == Self.failed.failures[0].text)
    try records.remember(good, .quick, of: backend)
    #expect(records.record(of: backend)?.failure(in: .fp32) != nil)
    try records.remember(good, .whole, of: backend)
    #expect(records.record(of: backend)?.failures == [:])
  }

  /// A matrix unit that multiplies wrongly says nothing about products without it.
  @Test func aPrecisionThatFailedSparesTheOthers() throws {
    let folder = try Folder()
    let backend = try TestDevices.backend()
    let failed = SelfTest.Verdict(failure: "matmul, tf32: wrong by a lot", in: .tf32)
    try folder.records().remember(failed, .whole, of: backend)
    let record = try #require(try folder.records().record(of: backend))
    #expect(record.failure(in: .fp32) == nil && record.failure(in: .bf16) == nil)
    #expect(record.failure(in: .tf32) == "matmul, tf32: wrong by a lot")
    #expect(try choice(folder.records()).backend is OpenCLBackend)
    // A quick test takes nothing back, and adds what it found.
    try folder.records().remember(Self.failed, .quick, of: backend)
    let both = try #require(try folder.records().record(of: backend))
    #expect(both.failures.count == 2)
    #expect(both.failure(in: .tf32) == Self.failed.failures[0].text, "float32 is beneath all")
  }

  /// A damaged record says nothing, neither good nor bad.
  @Test func aDamagedRecordIsNone() throws {
    let folder = try Folder()
    let backend = try TestDevices.backend()
    try folder.records().remember(Self.failed, .whole, of: backend)
    let shelf = FileSystem.join(folder.path, "self-tests")
    let path = FileSystem.join(shelf, try #require(try FileSystem.list(shelf).first))
    var bytes = try FileSystem.read(path)
    bytes[bytes.count - 12] ^= 1
    try AtomicFile.write(bytes, to: path)
    #expect(try folder.records().record(of: backend) == nil)
  }

  @Test func theDriverIsPartOfWhatAResultHoldsFor() throws {
    let key = try TestDevices.backend().kernelsKey
    let names = key.fields.map(\.name)
    #expect(names.contains("driver") && names.contains("device") && names.contains("text"))
    #expect(try #require(key.fields.last).value.contains("gpu_convolution("))
  }
}
