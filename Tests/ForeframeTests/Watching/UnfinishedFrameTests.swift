import Foreframe
import ForeframeFiles
import ForeframeFrames
import Testing

/// Files that are not whole yet, and files that never will be.
@Suite struct UnfinishedFrameTests {
  private let start = ContinuousClock.now

  private func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

  @Test func aHalfWrittenFrameIsWaitedFor() throws {
    let place = try WatchedPlace()
    for time in 0..<2 { try place.put(time) }
    let watcher = try place.start(now: start)
    let bytes = try WatchedPlace.bytes(2)
    for (second, count) in [(1.0, 0), (2.5, 20), (4, bytes.count / 2), (5.5, bytes.count - 1)] {
      try place.put(bytes: Array(bytes[..<count]), as: "frame_0002.png")
      try place.look(watcher, 2, now: at(second))
      #expect(watcher.isWaiting)
    }
    // The next frame waits for its turn.
    try place.put(3)
    try place.look(watcher, 3, now: at(6))
    #expect(place.forecasts == ["frame_0001.png"] && place.others.isEmpty)
    try place.put(bytes: bytes, as: "frame_0002.png")
    try watcher.look(.nothing, now: at(6.5)) { place.events.append($0) }
    #expect(!watcher.isWaiting)
    #expect(place.forecasts == ["frame_0001.png", "frame_0003.png"])
    #expect(place.others.isEmpty)
  }

  @Test(arguments: [0, 1, 9, 60, -1])
  func whatStandsStillAndIsNoFrameIsGivenUp(_ count: Int) throws {
    let place = try WatchedPlace()
    for time in 0..<2 { try place.put(time) }
    let watcher = try place.start(now: start)
    var bytes = try WatchedPlace.bytes(2)
    if count < 0 { bytes[bytes.count / 2] ^= 0x55 } else { bytes = Array(bytes[..<count]) }
    try place.put(bytes: bytes, as: "frame_0002.png")
    try place.look(watcher, 2, now: at(1))
    try place.put(3)
    try place.look(watcher, 3, now: at(2.9))
    #expect(place.others.isEmpty && watcher.isWaiting)
    try watcher.look(.nothing, now: at(3.1)) { place.events.append($0) }
    guard case .broken("frame_0002.png", let reason)? = place.others.first else {
      Issue.record("\(place.others)")
      return
    }
    #expect(reason.contains("frame_0002.png"))
    #expect(Array(place.others.dropFirst()) == [.gap(name: "frame_0003.png", missing: 1)])
    #expect(place.forecasts == ["frame_0001.png", "frame_0003.png"])
    // A look at the folder does not bring it up again; when it is written again, it is read again.
    try place.look(watcher, now: at(4))
    #expect(place.others.count == 2 && !watcher.isWaiting)
    try place.put(2)
    try place.look(watcher, now: at(5))
    #expect(place.others.last == .late(name: "frame_0002.png"))
  }

  @Test func aFileThatAlwaysGrowsDoesNotHoldUpOthersForEver() throws {
    let place = try WatchedPlace()
    for time in 0..<2 { try place.put(time) }
    let watcher = try place.start(now: start)
    try place.put(3)
    var second = 0.0
    while place.forecasts.count == 1, second < 100 {
      second += 1
      try place.put(bytes: [UInt8](repeating: 7, count: Int(second)), as: "frame_0002.png")
      try place.look(watcher, 2, 3, now: at(second))
    }
    #expect(second > 20 && second < 40)
    #expect(place.forecasts.last == "frame_0003.png")
  }

  @Test func theLastFrameMayBeHalfWrittenAtTheStart() throws {
    let place = try WatchedPlace()
    for time in 0..<3 { try place.put(time) }
    let bytes = try WatchedPlace.bytes(3)
    try place.put(bytes: Array(bytes[..<40]), as: "frame_0003.png")
    let watcher = try place.start(now: start)
    #expect(place.forecasts == ["frame_0002.png"] && watcher.isWaiting)
    try place.put(bytes: bytes, as: "frame_0003.png")
    try watcher.look(.nothing, now: at(0.1)) { place.events.append($0) }
    #expect(place.forecasts == ["frame_0002.png", "frame_0003.png"])
    #expect(place.others.isEmpty)
  }

  @Test func whatGoesAwayIsNoLongerWaitedFor() throws {
    let place = try WatchedPlace()
    for time in 0..<2 { try place.put(time) }
    let watcher = try place.start(now: start)
    try place.put(bytes: [1, 2], as: "frame_0002.png")
    try place.look(watcher, 2, now: at(1))
    try FileSystem.remove(FileSystem.join(place.input, "frame_0002.png"))
    try FileSystem.makeDirectories(FileSystem.join(place.input, "frame_0003.png"))
    try place.look(watcher, 2, 3, now: at(2))
    #expect(!watcher.isWaiting && place.others.isEmpty)
  }
}
