import ForeframeFiles
import TestSupport
import Testing

@Suite struct UnfinishedFolderTests {
  /// No process has this number: Linux gives out 2^22 at most, other systems fewer.
  private static let nobody = 999_999_999

  @Test func onlyWhatIsLeftOfTheSameNameIsRemoved() throws {
    let place = try TemporaryFolder()
    let left = ".out.\(Self.nobody).tmp"
    let others = [
      // Of a process that runs, of another name, no numbers, no folder.
      ".out.1.tmp", ".out.b.\(Self.nobody).tmp", ".other.\(Self.nobody).tmp", ".out.x.tmp",
      ".out.+\(Self.nobody).tmp", ".out.-1.tmp", ".out.0.tmp", "out.\(Self.nobody).tmp",
      ".out..tmp",
    ]
    for name in others + [left] { try FileSystem.makeDirectories(place(name + "/inside")) }
    try AtomicFile.write("a file", to: place(".out.\(Self.nobody - 1).tmp"))
    UnfinishedFolder.removeLeftovers(of: "out", in: place.path)
    #expect(!FileSystem.exists(place(left)))
    for name in others { #expect(FileSystem.exists(place(name)), "\(name)") }
    #expect(FileSystem.isFile(place(".out.\(Self.nobody - 1).tmp")))
    UnfinishedFolder.removeLeftovers(of: "out", in: place("not there"))
  }

  /// Few files and many, in folders in one another.
  @Test(arguments: [0, 3, 100])
  func allFilesAreSynced(count: Int) throws {
    let place = try TemporaryFolder()
    let folder = try UnfinishedFolder(for: "out", in: place.path)
    try FileSystem.makeDirectories(folder.path + "/in/side")
    for number in 0..<count {
      let name = (number % 2 == 0 ? "" : "in/side/") + "\(number)"
      try UnfinishedFolder.write([1, 2], to: FileSystem.join(folder.path, name))
      try UnfinishedFolder.write([UInt8(number)], to: FileSystem.join(folder.path, name))
    }
    try UnfinishedFolder.synchronize(folder.path)
    let names = try FileSystem.filesBelow(folder.path)
    #expect(names.count == count)
    for name in names {
      let number = UInt8(FileSystem.split(name).name)
      #expect(try FileSystem.read(FileSystem.join(folder.path, name)) == [try #require(number)])
    }
    #expect(throws: FileError.self) { try UnfinishedFolder.synchronize(place("nothing")) }
  }

  /// Somebody on another machine fills it, whose number says nothing here.
  @Test func whatIsLockedStays() throws {
    let place = try TemporaryFolder()
    let folder = try UnfinishedFolder(for: "out", in: place.path)
    let elsewhere = place(".out.\(Self.nobody).tmp")
    try FileSystem.rename(folder.path, to: elsewhere)
    UnfinishedFolder.removeLeftovers(of: "out", in: place.path)
    #expect(FileSystem.exists(elsewhere))
    withExtendedLifetime(folder) {}
  }
}
