import ForeframeFiles
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct AtomicFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [0, 1, 4095, 4096, 4097, 1_000_003])
  func writesAndReads(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try AtomicFile.write(bytes, to: folder("a.bin"))
    #expect(try FileSystem.read(folder("a.bin")) == bytes)
    #expect(try FileSystem.size(folder("a.bin")) == count)
    #expect(try FileSystem.list(folder.path) == ["a.bin"])
  }

  @Test func replacesAndJoinsPieces() throws {
    try AtomicFile.write("long old content", to: folder("a"))
    try AtomicFile.write(pieces: [[1, 2], [], [3]], to: folder("a"))
    #expect(try FileSystem.read(folder("a")) == [1, 2, 3])
  }

  @Test func followsLinksAndKeepsPermissions() throws {
    try AtomicFile.write("old", to: folder("real"))
    try #require(chmod(folder("real"), 0o640) == 0)
    try #require(symlink("real", folder("link")) == 0)
    try AtomicFile.write("new", to: folder("link"))
    #expect(try FileSystem.readText(folder("real")) == "new")
    var information = stat()
    #expect(lstat(folder("link"), &information) == 0)
    #expect(information.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(folder("real"), &information) == 0)
    #expect(information.st_mode & 0o777 == 0o640)
  }

  @Test func namesTheMissingFolder() {
    let path = folder("missing/a")
    #expect { try AtomicFile.write([1], to: path) } throws: { error in
      guard let error = error as? FileError else { return false }
      return error.isMissing && error.path == path && error.description.contains(path)
    }
  }

  @Test func refusesFolder() throws {
    #expect(throws: FileError.system(call: "open", path: folder.path, code: EISDIR)) {
      try AtomicFile.write([1], to: folder.path)
    }
    #expect(throws: FileError.notAFile(path: folder.path, kind: .folder)) {
      try FileSystem.read(folder.path)
    }
  }

  @Test func reportsFullDisk() throws {
    #if os(Linux)
      #expect { try AtomicFile.write([1], to: "/dev/full") } throws: { error in
        (error as? FileError)?.isDiskFull == true
      }
    #endif
  }

  @Test func removesLeftoversOfOneFileOnly() throws {
    for name in ["last", ".last.17.0.tmp", ".last.18.3.tmp", ".best.17.0.tmp"] {
      try AtomicFile.write("x", to: folder(name))
    }
    try AtomicFile.removeLeftovers(of: folder("last"))
    #expect(try FileSystem.list(folder.path) == [".best.17.0.tmp", "last"])
  }
}

@Suite struct FileSystemTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    ("a", ".", "a"), ("a/b", "a", "b"), ("/a", "/", "a"), ("a//b/", "a", "b"), ("/", "/", ""),
    ("", ".", ""),
  ])
  func splits(path: String, parent: String, name: String) {
    #expect(FileSystem.split(path) == (parent, name))
  }

  @Test func joinsAndNames() {
    #expect(FileSystem.join("a", "b") == "a/b")
    #expect(FileSystem.join("a/", "b") == "a/b")
    #expect(FileSystem.join("a", "/b") == "/b")
    #expect(FileSystem.join("", "b") == "b")
    #expect(FileSystem.pathExtension("x.d/frame.0001.png") == "png")
    #expect(FileSystem.pathExtension("x.d/.hidden") == "")
    #expect(FileSystem.stem("x.d/frame.0001.png") == "frame.0001")
    #expect(FileSystem.stem("x.d/.hidden") == ".hidden")
  }

  @Test func makesListsAndRemovesTrees() throws {
    try FileSystem.makeDirectories(folder("a/b/c"))
    try FileSystem.makeDirectories(folder("a/b/c"))
    for name in ["2", "10", "ä", "B"] { try AtomicFile.write(name, to: folder("a/" + name)) }
    #expect(try FileSystem.list(folder("a")) == ["10", "2", "B", "b", "ä"])
    #expect(FileSystem.isDirectory(folder("a/b/c")) && !FileSystem.isFile(folder("a/b/c")))
    #expect(throws: FileError.self) { try FileSystem.remove(folder("a")) }
    #expect(throws: FileError.self) { try FileSystem.makeDirectories(folder("a/2/x")) }
    try FileSystem.removeTree(folder("a"))
    #expect(!FileSystem.exists(folder("a")))
    try FileSystem.remove(folder("a"))
  }

  @Test func removesLinksWithoutFollowing() throws {
    try FileSystem.makeDirectories(folder("tree"))
    try FileSystem.makeDirectories(folder("kept"))
    try AtomicFile.write("x", to: folder("kept/x"))
    try #require(symlink(folder("kept"), folder("tree/link")) == 0)
    try FileSystem.removeTree(folder("tree"))
    #expect(try FileSystem.list(folder("kept")) == ["x"])
  }

  @Test func copiesAndLimits() throws {
    try AtomicFile.write([1, 2, 3], to: folder("a"))
    try FileSystem.copy(folder("a"), to: folder("b"))
    #expect(try FileSystem.read(folder("b"), limit: 3) == [1, 2, 3])
    #expect(throws: FileError.tooLarge(path: folder("b"), size: 3, limit: 2)) {
      try FileSystem.read(folder("b"), limit: 2)
    }
    try AtomicFile.write([0xFF], to: folder("c"))
    #expect(throws: FileError.notText(path: folder("c"))) {
      try FileSystem.readText(folder("c"))
    }
  }

  @Test(.enabled(if: FileSystem.exists("/proc/self/status"), "needs /proc"))
  func readsWhatHasNoSize() throws {
    #expect(try FileSystem.readText("/proc/self/status").contains("Pid:"))
  }
}

@Suite struct LineFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func appendsAcrossOpenings() throws {
    try LineFile(path: folder("log")).append("one")
    let file = try LineFile(path: folder("log"))
    try file.append("two")
    try file.synchronize()
    #expect(try FileSystem.readText(folder("log")) == "one\ntwo\n")
  }

  @Test(arguments: [("a\nb\nto", "a\nb\n"), ("torn", ""), ("a\n", "a\n"), ("", "")])
  func dropsTornLine(before: String, after: String) throws {
    try AtomicFile.write(before, to: folder("log"))
    _ = try LineFile(path: folder("log"))
    #expect(try FileSystem.readText(folder("log")) == after)
  }

  @Test func filters() throws {
    try AtomicFile.write("1\n2\r\n\n3\n4", to: folder("log"))
    try LineFile.filter(folder("log")) { $0 != "3" }
    #expect(try FileSystem.readText(folder("log")) == "1\n2\r\n")
    try LineFile.filter(folder("none")) { _ in true }
    #expect(!FileSystem.exists(folder("none")))
  }
}
