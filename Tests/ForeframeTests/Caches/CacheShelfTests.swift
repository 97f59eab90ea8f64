import ForeframeFiles
import Foreframe
import ForeframeKernelTexts
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Folders of cached files.
@Suite struct CacheShelfTests {
  private func key(_ name: String) -> CacheKey {
    CacheKey("test", ProgramKey(fields: [ProgramKey.Field(name: "name", value: name)]))
  }

  /// Times apart, since two writes may fall into one tick of the clock.
  private func age(_ path: String, _ seconds: Int) throws {
    var times = [timeval(), timeval()]
    times[0].tv_sec = time(nil) - seconds
    times[1].tv_sec = time(nil) - seconds
    #expect(utimes(path, times) == 0)
  }

  @Test func contentIsFoundUnderItsKey() throws {
    let folder = try TemporaryFolder()
    let shelf = CacheShelf(folder: folder("deep/er"), mostBytes: 1 << 20)
    #expect(shelf.find(key("a")) == .missing)
    try shelf.put([1, 2, 3], for: key("a"))
    #expect(shelf.find(key("a")) == .content([1, 2, 3]))
    #expect(shelf.find(key("b")) == .missing)
    try shelf.remove(key("a"))
    #expect(shelf.find(key("a")) == .missing)
  }

  /// Two keys with one hash: the second finds the first one's file, and refuses it.
  @Test func aCollisionIsRefused() throws {
    let folder = try TemporaryFolder()
    let shelf = CacheShelf(folder: folder.path, mostBytes: 1 << 20)
    try shelf.put([1], for: key("a"))
    try FileSystem.copy(shelf.path(key("a")), to: shelf.path(key("b")))
    #expect(shelf.find(key("b")) == .refused(.otherKey))
    try shelf.put([2], for: key("b"))
    #expect(shelf.find(key("b")) == .content([2]))
  }

  @Test func theLeastRecentlyUsedGo() throws {
    let folder = try TemporaryFolder()
    let content = [UInt8](repeating: 7, count: 1000)
    let size = CacheFile.bytes(of: content, for: key("0")).count
    let shelf = CacheShelf(folder: folder.path, mostBytes: 3 * size)
    for (number, name) in ["0", "1", "2"].enumerated() {
      try shelf.put(content, for: key(name))
      try age(shelf.path(key(name)), 1000 - 100 * number)
    }
    // The oldest is used once more.
    #expect(shelf.find(key("0")) == .content(content))
    try shelf.put(content, for: key("3"))
    #expect(shelf.find(key("1")) == .missing)
    for name in ["0", "2", "3"] { #expect(shelf.find(key(name)) == .content(content)) }
  }

  /// Nothing is thrown out for what does not fit anyway.
  @Test func whatIsLargerThanTheShelfIsNotKept() throws {
    let folder = try TemporaryFolder()
    let shelf = CacheShelf(folder: folder.path, mostBytes: 500)
    try shelf.put([1], for: key("a"))
    try shelf.put([UInt8](repeating: 0, count: 500), for: key("b"))
    #expect(shelf.find(key("a")) == .content([1]))
    #expect(shelf.find(key("b")) == .missing)
  }

  @Test func aFolderThatCannotBeMadeIsAnError() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("a file", to: folder("taken"))
    let shelf = CacheShelf(folder: folder("taken/shelf"), mostBytes: 500)
    #expect(shelf.find(key("a")) == .missing)
    #expect(throws: FileError.self) { try shelf.put([1], for: key("a")) }
  }
}
