import ForeframeFiles
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is told of changes in a folder.
@Suite struct FolderChangeTests {
  @Test func looksComeAtTheirTime() {
    let polled = PolledChanges(every: .milliseconds(40))
    #expect(polled.wait(atMost: .seconds(1)) == .anything)
    #expect(polled.wait(atMost: .milliseconds(1)) == .nothing)
    let start = ContinuousClock.now
    #expect(polled.wait(atMost: .seconds(5)) == .anything)
    #expect(start.duration(to: .now) < .seconds(3))
  }

  #if os(Linux)
    @Test func theSystemTellsOfEachWayToMakeAFile() throws {
      let folder = try TemporaryFolder()
      let other = try TemporaryFolder()
      let changes = try #require(NotifiedChanges(folder.path))
      func told() -> Set<String> {
        var names: Set<String> = []
        while case .names(let more) = changes.wait(atMost: .milliseconds(10)) {
          names.formUnion(more)
        }
        return names
      }
      #expect(told().isEmpty)
      try FileSystem.writeNew([1], to: folder("written"))
      #expect(told() == ["written"])
      try AtomicFile.write("text", to: folder("renamed"))
      #expect(told().contains("renamed"))
      try FileSystem.writeNew([1], to: other("file"))
      try FileSystem.rename(other("file"), to: folder("moved"))
      #expect(told() == ["moved"])
      #expect(link(folder("moved"), folder("linked")) == 0)
      #expect(symlink(folder("moved"), folder("soft")) == 0)
      #expect(told().isSuperset(of: ["linked", "soft"]))
      #expect(chmod(folder("moved"), 0o600) == 0)
      #expect(told() == ["moved"])
      try FileSystem.remove(folder("moved"))
      #expect(told().isEmpty)
    }

    @Test func anotherFolderOfTheSamePathIsWatched() throws {
      let place = try TemporaryFolder()
      let path = place("in")
      try FileSystem.makeDirectories(path)
      let changes = try #require(NotifiedChanges(path))
      try FileSystem.rename(path, to: place("away"))
      #expect(changes.wait(atMost: .milliseconds(10)) == .anything)
      #expect(changes.wait(atMost: .milliseconds(10)) == .anything)
      try FileSystem.makeDirectories(path)
      #expect(changes.wait(atMost: .milliseconds(10)) == .anything)
      // What happens in the old one is of no interest.
      try FileSystem.writeNew([1], to: place("away/old"))
      try FileSystem.writeNew([1], to: place("in/new"))
      #expect(changes.wait(atMost: .seconds(1)) == .names(["new"]))
      try FileSystem.removeTree(path)
      #expect(changes.wait(atMost: .seconds(1)) == .anything)
      #expect(NotifiedChanges(place("nowhere")) == nil)
    }

    @Test func tooManyChangesAreALook() throws {
      let folder = try TemporaryFolder()
      let changes = try #require(NotifiedChanges(folder.path))
      let limit = try FileSystem.readText("/proc/sys/fs/inotify/max_queued_events")
      let count = Int(limit.filter(\.isNumber)) ?? 16_384
      guard count <= 100_000 else { return }
      try FileSystem.writeNew([1], to: folder("a"))
      // Two names by turns, since the same event twice counts once.
      for _ in 0...count / 2 {
        chmod(folder("a"), 0o600)
        rename(folder("a"), folder("b"))
        chmod(folder("b"), 0o600)
        rename(folder("b"), folder("a"))
      }
      #expect(changes.wait(atMost: .milliseconds(10)) == .anything)
    }
  #endif
}
