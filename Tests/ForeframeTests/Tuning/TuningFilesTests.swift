import ForeframeFiles
import Foreframe
import ForeframeGraphCompiler
import TestSupport
import Testing

/// The user's file before the shipped table, and files that are of no use.
@Suite struct TuningFilesTests {
  private static let identity = TuningTableTests.identity
  private static let shape = TuningTableTests.shape
  private static let mine = TuningTable.Scope(identity, isFamily: false)
  private static let shipped = TuningTableTests.table(
    .direct(mostPixels: 96), TuningTable.Scope(identity, isFamily: true))

  private func found(_ path: String?) -> TuningFiles.Found {
    TuningFiles.choices(for: Self.identity, path: path, shipped: Self.shipped)
  }

  @Test func theUsersFileComesFirst() throws {
    let folder = try TemporaryFolder()
    let path = folder("deep/er/tuning.json")
    try TuningFiles.write(TuningTableTests.table(.winograd(), Self.mine), to: path)
    let both = found(path)
    #expect(both.choices[Self.shape] == .winograd())
    #expect(both.ownCount == 1)
    #expect(both.warning == nil)
    let none = found(nil)
    #expect(none.choices[Self.shape] == .direct(mostPixels: 96))
    #expect(none.ownCount == 0)
  }

  /// What the user's file does not know, the shipped table may.
  @Test func theShippedTableComesSecondThenTheRule() throws {
    let folder = try TemporaryFolder()
    var table = TuningTable()
    var other = Self.shape
    other.cin = 128
    table.set(TuningTable.Entry(shape: other, method: .direct()), in: Self.mine)
    try TuningFiles.write(table, to: folder("tuning.json"))
    let choices = found(folder("tuning.json")).choices
    #expect(choices[other] == .direct())
    #expect(choices[Self.shape] == .direct(mostPixels: 96))
    other.cin = 256
    #expect(choices[other] == nil)
  }

  @Test func staleChoicesOfTheUserDoNotHideTheShippedOnes() throws {
    let folder = try TemporaryFolder()
    let old = TuningTable.Scope.device(
      name: Self.identity.name, driver: Self.identity.driver, kernels: "of last year")
    try TuningFiles.write(TuningTableTests.table(.winograd(), old), to: folder("tuning.json"))
    let found = found(folder("tuning.json"))
    #expect(found.choices[Self.shape] == .direct(mostPixels: 96))
    #expect(found.ownCount == 0)
    #expect(found.warning == nil)
  }

  @Test(arguments: ["{", "{\"foreframe_tuning\": 99, \"devices\": []}", "[1, 2]"])
  func aFileOfNoUseIsNamedAndIgnored(text: String) throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(text, to: folder("tuning.json"))
    let found = found(folder("tuning.json"))
    #expect(found.choices[Self.shape] == .direct(mostPixels: 96))
    #expect(try #require(found.warning).contains(folder("tuning.json")))
  }
}
