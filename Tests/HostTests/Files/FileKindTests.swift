import ForeframeFiles
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is no file, or too large, is refused at once: nobody waits, and nothing is read.
@Suite struct FileKindTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A file of a size that takes no place on the disk.
  private func sparse(_ name: String, _ size: Int) throws -> String {
    try AtomicFile.write("", to: folder(name))
    try #require(truncate(folder(name), off_t(size)) == 0)
    return folder(name)
  }

  @Test func onlyFilesAreRead() throws {
    try #require(mkfifo(folder("pipe"), 0o600) == 0)
    try #require(symlink("pipe", folder("link")) == 0)
    for (path, kind) in [
      (folder.path, FileKind.folder), (folder("pipe"), .pipe), (folder("link"), .pipe),
      ("/dev/zero", .device), ("/dev/null", .device),
    ] {
      let error = FileError.notAFile(path: path, kind: kind)
      #expect(throws: error) { try FileSystem.read(path) }
      #expect(throws: error) { try FileSystem.readText(path) }
      #expect(throws: error) { try FileSystem.readHead(path, count: 10) }
      #expect(throws: SafetensorsError.file(error)) { try SafetensorsFile.read(path) }
    }
  }

  @Test func aPipeWithoutAWriterIsEmpty() throws {
    try #require(mkfifo(folder("pipe"), 0o600) == 0)
    #expect(try FileSystem.readText(folder("pipe"), allowsPipe: true).isEmpty)
    #expect(throws: FileError.self) { try AppendFile(path: folder("pipe")) }
    #expect(throws: FileError.self) { try AtomicFile.write([1], to: folder("pipe")) }
  }

  @Test func aPipeWithAWriterIsRead() throws {
    try #require(mkfifo(folder("pipe"), 0o600) == 0)
    let writer = open(folder("pipe"), O_RDWR | O_NONBLOCK)
    try #require(writer >= 0)
    let reader = open(folder("pipe"), O_RDONLY | O_NONBLOCK)
    #expect(write(writer, "a: 1\n", 5) == 5)
    close(writer)
    // The end of the only writer is the end of the text.
    #expect(try FileSystem.readText("/dev/fd/\(reader)", allowsPipe: true) == "a: 1\n")
    close(reader)
  }

  @Test func sizesAreJudgedBeforeAnythingIsRead() throws {
    let size = 1 << 42
    let path = try sparse("large", size)
    #expect(
      throws: FileError.tooLarge(path: path, size: size, limit: FileSystem.standardLimit)
    ) { try FileSystem.read(path) }
    #expect(throws: FileError.tooLarge(path: path, size: size, limit: LineFile.longestFile)) {
      try LineFile.lines(path)
    }
    #expect(throws: FileError.noMemory(path: path, size: size)) {
      try FileSystem.read(path, limit: .max)
    }
    // Zeros are no header, whatever comes after them.
    #expect(throws: SafetensorsError.self) { try SafetensorsFile.read(path) }
  }

  @Test func aLineWithoutAnEndIsRefused() throws {
    let path = try sparse("zeros", 3 << 20)
    #expect(throws: FileError.lineTooLong(path: path, limit: LineFile.longestLine)) {
      try LineFile.lines(path)
    }
    #expect(throws: FileError.lineTooLong(path: path, limit: LineFile.longestLine)) {
      try LineFile(path: path)
    }
  }

  /// A log that is longer than what is held of it.
  @Test func longLogsAreReadInPieces() throws {
    let line = String(repeating: "x", count: 999)
    let text = (0..<3000).map { "\($0) \(line)\n" }.joined()
    try AtomicFile.write(text + "torn", to: folder("log"))
    var numbers: [Int] = []
    try LineFile.forEachLine(folder("log")) { numbers.append(Int($0.prefix { $0 != " " }) ?? -1) }
    #expect(numbers == Array(0..<3000))
    try LineFile.filter(folder("log")) { ($0.hasPrefix("7") && $0.contains("x")) || $0 == "torn" }
    #expect(try LineFile.lines(folder("log")).count == 111)
    try LineFile(path: folder("log")).append("end")
    #expect(try LineFile.lines(folder("log")).last == "end")
  }

  @Test func memoryIsAskedFor() {
    #expect(Memory.canHold(0) && Memory.canHold(64 << 20))
    #expect(!Memory.canHold(-1) && !Memory.canHold(.max))
    #expect(!Memory.canHold(1 << 62, of: Float.self))
  }

  @Test func productsDoNotOverflow() {
    #expect(Int.max.multipliedOrLargest(2) == .max && 3.multipliedOrLargest(4) == 12)
    #expect(Int.max.addedOrLargest(1) == .max)
    #expect(Int.productOrLargest([1 << 40, 1 << 40, 0]) == 0)
    #expect(Int.productOrLargest([1 << 40, 1 << 40]) == .max)
    #expect(Int.productOrLargest([]) == 1)
  }
}
