import ForeframeFiles
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Names that are long, deep, or not UTF-8.
@Suite struct FileNameTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  #if canImport(Glibc)
    /// Makes a file whose name is not UTF-8; some file systems refuse such names.
    private func makeUnreadable(in place: String) -> Bool {
      let path = Array("\(place)/frame_".utf8) + [0xE4, 0xFF] + Array(".png\0".utf8)
      let file = open(path.map { CChar(bitPattern: $0) }, O_CREAT | O_WRONLY, 0o600)
      if file >= 0 { close(file) }
      return file >= 0
    }

    @Test func namesThatAreNotUTF8AreLeftOutAndNamed() throws {
      try FileSystem.makeDirectories(folder("in/deep"))
      try AtomicFile.write("x", to: folder("in/a"))
      guard makeUnreadable(in: folder("in")), makeUnreadable(in: folder("in/deep")) else { return }
      #expect(try FileSystem.list(folder("in")) == ["a", "deep"])
      #expect(try FileSystem.unreadableNames(folder("in")) == ["frame_\\xE4\\xFF.png"])
      #expect(try !FileSystem.isEmpty(folder("in/deep")))
      // They do not keep a folder from being removed.
      try FileSystem.removeTree(folder("in"))
      #expect(!FileSystem.exists(folder("in")))
    }
  #endif

  @Test(arguments: [200, 201, 250, 255])
  func longNamesAreWritten(_ count: Int) throws {
    for name in [
      String(repeating: "a", count: count),
      String(repeating: "é", count: count / 2) + (count % 2 == 1 ? "x" : ""),
    ] {
      try #require(name.utf8.count == count)
      try AtomicFile.write("text", to: folder(name))
      #expect(try FileSystem.readText(folder(name)) == "text")
      #expect(try FileSystem.list(folder.path) == [name])
      // What a killed writer left is found again.
      let leftover = ".\(name.prefix { _ in true }.prefix(90)).17.0.tmp"
      try AtomicFile.write("", to: folder(leftover))
      try AtomicFile.removeLeftovers(in: folder.path)
      #expect(try FileSystem.list(folder.path) == [name])
      #expect(TemporaryName.ofFolder(name).utf8.count < 255)
      try FileSystem.remove(folder(name))
    }
  }

  @Test func leftoversAreToldFromFilesOfTheUser() throws {
    let names = [".a.png.17.0.tmp", ".notes.tmp", "a.1.2.tmp", ".a.b.tmp"]
    for name in names { try AtomicFile.write("", to: folder(name)) }
    try AtomicFile.removeLeftovers(in: folder.path)
    #expect(try FileSystem.list(folder.path) == Array(names.dropFirst()).sorted())
  }

  @Test func pathsAreNotDeeperThanTheyNeedToBe() throws {
    let deep = [String](repeating: "d", count: FileSystem.mostNewFolders).joined(separator: "/")
    try FileSystem.makeDirectories(folder(deep))
    #expect(FileSystem.isDirectory(folder(deep)))
    // One more folder below is one new folder.
    try FileSystem.makeDirectories(folder(deep + "/e/"))
    #expect(FileSystem.isDirectory(folder(deep + "/e")))
    for count in [FileSystem.mostNewFolders + 1, 5_000, 60_000] {
      let path = folder("x" + String(repeating: "/x", count: count))
      #expect(throws: FileError.system(call: "mkdir", path: path, code: ENAMETOOLONG)) {
        try FileSystem.makeDirectories(path)
      }
    }
    #expect(!FileSystem.exists(folder("x")))
  }

  @Test func pathsAreSplitByBytes() {
    #expect(FileSystem.split("a/b//") == ("a", "b"))
    #expect(FileSystem.split("///") == (".", "/") || FileSystem.split("///") == ("/", ""))
    // A combining mark after a slash belongs to the name.
    #expect(FileSystem.split("a/\u{301}b") == ("a", "\u{301}b"))
    #expect(FileSystem.withoutEndingSlashes("a//") == "a")
    #expect(FileSystem.withoutEndingSlashes("//") == "/")
    #expect(FileSystem.split("x" + String(repeating: "/", count: 100_000)).name == "x")
  }

  @Test func aLockIsHeldByOne() throws {
    let path = folder("lock")
    do {
      let lock = try #require(try LockFile(path: path))
      #expect(try LockFile(path: path) == nil)
      #expect(try LockFile.isHeld(path))
      #expect(LockFile.holder(path)?.hasPrefix("process \(getpid()) on ") == true)
      withExtendedLifetime(lock) {}
    }
    #expect(!FileSystem.exists(path))
    // A file that a killed process left is taken over.
    try AtomicFile.write("process 1 on nowhere\n", to: path)
    #expect(try !LockFile.isHeld(path))
    #expect(try LockFile(path: path) != nil)
  }
}
