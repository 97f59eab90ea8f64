import Foreframe
import ForeframeFiles
import ForeframeGraphCompiler
import Testing

/// `auto` among devices of a backend that it has never heard of.
@Suite struct AutomaticChoiceTests {
  private final class Folder {
    let path: String
    init() throws { path = try FileSystem.makeTemporaryDirectory("foreframe-automatic") }
    deinit { try? FileSystem.removeTree(path) }
  }

  private static let broken = OtherDevice(request: "other:0", failure: OtherDevice.Failure())
  private static let good = OtherDevice(request: "other:1")

  private func choice(
    _ devices: [OtherDevice], _ precision: Precision = .fp32, _ records: SelfTestRecords? = nil
  ) throws -> BackendChoice {
    try BackendChoice.automatic(
      among: devices, BackendChoice.Wishes(precision: precision), records)
  }

  @Test func theFirstDeviceThatOpensIsTaken() throws {
    let found = try choice([Self.broken, Self.good])
    #expect(found.device.request == "other:1" && found.backend.kind == .gpu)
    #expect(found.name == "Other other:1, opened" && found.warnings.isEmpty)
  }

  @Test func withoutOneTheNativePathSaysWhy() throws {
    let found = try choice([Self.broken])
    #expect(found.device.request == "cpu" && found.backend.kind == .cpu)
    #expect(found.reason.hasPrefix("no GPU through OpenCL; the driver does not answer"))
  }

  @Test func aPrecisionThatIsMissingIsAReason() throws {
    let found = try choice([Self.good], .tf32)
    #expect(found.device.request == "cpu")
    #expect(found.reason.contains("Other other:1, opened has no tf32"))
  }

  @Test func aDeviceThatFailedItsSelfTestIsPassedOver() throws {
    let folder = try Folder()
    let records = try #require(SelfTestRecords(folder: folder.path))
    let other = OtherDevice(request: "other:2")
    try records.remember(
      SelfTest.Verdict(failure: "wrong by a lot"), .whole, of: OtherBackend(Self.good.name))
    let found = try choice([Self.good, other], .fp32, records)
    #expect(found.device.request == "other:2")
    let warning = try #require(found.warnings.first)
    #expect(
      warning.hasPrefix("Other other:1 with driver 7 failed its self-test: wrong by a lot;"))
  }
}
