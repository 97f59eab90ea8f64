import Foreframe
import ForeframeFiles
import ForeframeFrames
import Testing

/// A watcher that is started again goes on from what an earlier one left, however that ended.
@Suite struct WatchRestartTests {
  @Test func nothingIsForecastTwice() throws {
    let place = try WatchedPlace()
    for time in 0..<3 { try place.put(time) }
    try place.start().output.close()
    let again = try place.start()
    #expect(place.forecasts == ["frame_0002.png"])
    #expect(place.others == [.isThere(from: "frame_0002.png")])
    again.output.close()
    // Another horizon is another forecast.
    try place.start(PersistenceForecaster(), place.settings(horizon: 2)).output.close()
    #expect(place.forecasts == ["frame_0002.png", "frame_0002.png"])
    #expect(try place.latest().count == 3)
    // A file that a power failure has emptied is made again.
    let path = FileSystem.join(place.next, "latest/frame_0003.png")
    try FileSystem.remove(path)
    try FileSystem.writeNew([], to: path)
    _ = try place.start(PersistenceForecaster(), place.settings(horizon: 2))
    #expect(place.forecasts.count == 3)
    #expect(try place.predicted(3) == WatchedPlace.frame(2))
  }

  @Test func truthIsFoundAfterAPauseAndCountedOnce() throws {
    let whole = try WatchedPlace()
    let watcher = try whole.start(MeanForecaster())
    let parts = try WatchedPlace()
    for time in 0..<9 {
      try whole.put(time)
      try whole.look(watcher, time)
      // A process for each frame.
      try parts.put(time)
      try parts.start(MeanForecaster()).output.close()
    }
    #expect(parts.forecasts == whole.forecasts)
    #expect(try parts.scores() == whole.scores())
    let last = try #require(try whole.scores().last)
    // Of nine frames, all but the first were the truth of the first lead, and so on.
    #expect(last["running"]?.array?.compactMap { $0["count"]?.int } == [8, 7, 6])
    // Many frames have come before the next start: the truth is among them, and not among the last.
    for time in 9..<60 { try parts.put(time) }
    _ = try parts.start(MeanForecaster())
    let truths = try parts.scores().dropFirst(8).map { $0["truth"]?.string }
    #expect(truths == (9...11).map(WatchedPlace.name))
  }

  @Test func scoresAreThoseOfTheFrames() throws {
    let place = try WatchedPlace()
    let watcher = try place.start(LinearForecaster())
    for time in 0..<4 {
      try place.put(time)
      try place.look(watcher, time)
    }
    let line = try #require(try place.scores().last)
    #expect(line["truth"]?.string == "frame_0003.png")
    let truth = WatchedPlace.frame(3)
    func mse(_ other: Frame) -> Double {
      zip(truth.samples, other.samples).reduce(0.0) {
        let difference = (Double($1.0) - Double($1.1)) / 255
        return $0 + difference * difference
      } / Double(truth.samples.count)
    }
    for lead in 1...3 {
      let from = 3 - lead
      let known = (max(0, from - 1)...from).map { WatchedPlace.frame($0) }
      let forecast =
        known.count < 2 ? known[0] : try LinearForecaster().forecast(known, horizon: lead)[lead - 1]
      let verified = try #require(line["verified"]?[lead - 1])
      #expect(verified["lead"]?.int == lead)
      #expect(verified["from"]?.string == WatchedPlace.name(from))
      if known.count == 2 {
        #expect(abs((verified["mse"]?.double ?? 0) - mse(forecast)) < 1e-6)
      }
      #expect(
        abs((verified["persistence_mse"]?.double ?? 0) - mse(WatchedPlace.frame(from))) < 1e-6)
    }
  }

  @Test func whatAKilledProcessLeftIsRemoved() throws {
    let place = try WatchedPlace()
    for time in 0..<3 { try place.put(time) }
    try place.start().output.close()
    let forecasts = FileSystem.join(place.next, "forecasts")
    // Killed while it wrote a forecast, while it removed one, before and while it led the link.
    try FileSystem.makeDirectories(FileSystem.join(forecasts, ".000002-frame_0003.99.tmp"))
    try AtomicFile.write(
      "half", to: FileSystem.join(forecasts, ".000002-frame_0003.99.tmp/frame_0004.png"))
    try FileSystem.makeDirectories(FileSystem.join(forecasts, ".000000-frame_0000.99.tmp"))
    try FileSystem.makeDirectories(FileSystem.join(forecasts, "000002-frame_0003"))
    try FileSystem.replaceLink(
      at: FileSystem.join(place.next, ".latest.99.0.tmp"), to: "forecasts/000002-frame_0003")
    try AtomicFile.write("{", to: FileSystem.join(place.next, ".watch.json.99.0.tmp"))
    try AtomicFile.write("process 99 on here\n", to: FileSystem.join(place.next, ".lock"))
    // The end of a line is missing.
    try AtomicFile.write(
      #"{"truth":"frame_"#, to: FileSystem.join(place.next, "scores.jsonl"))
    try place.put(3)
    let watcher = try place.start()
    #expect(place.forecasts == ["frame_0002.png", "frame_0003.png"])
    #expect(try FileSystem.list(forecasts) == ["000001-frame_0002", "000002-frame_0003"])
    #expect(try place.latest().count == 4)
    #expect(try place.scores().count == 1)
    watcher.output.close()
    #expect(
      try FileSystem.list(place.next) == ["forecasts", "latest", "scores.jsonl", "watch.json"])
  }

  @Test func aLostLinkIsMadeAgain() throws {
    let place = try WatchedPlace()
    for time in 0..<3 { try place.put(time) }
    try place.start().output.close()
    try FileSystem.remove(FileSystem.join(place.next, "latest"))
    _ = try place.start()
    #expect(try place.predicted(3) == WatchedPlace.frame(2))
    #expect(place.forecasts.count == 1)
  }

  @Test func foldersOfOthersAreRefused() throws {
    let place = try WatchedPlace()
    for time in 0..<3 { try place.put(time) }
    func refusal(_ output: String, _ input: String? = nil) -> WatchOutput.Refusal? {
      #expect(throws: WatchOutput.Refusal.self) {
        _ = try WatchOutput(output, watching: input ?? place.input)
      }
    }
    let first = try place.start()
    #expect(refusal(place.next)?.message.contains("another watcher writes") == true)
    #expect(refusal(place.next)?.exitStatus == .cannotCreate)
    first.output.close()
    // One process may have two of them; the lock is the file's.
    #expect(refusal(place.input)?.message.contains("lie in this folder") == true)
    #expect(refusal(place.place.path)?.message.contains("lie in this folder") == true)
    let other = place.place("other")
    try FileSystem.makeDirectories(other)
    #expect(refusal(place.next, other)?.message.contains("has forecasts of") == true)
    try AtomicFile.write("mine", to: FileSystem.join(other, "mine.txt"))
    #expect(refusal(other)?.message.contains("'mine.txt' is in it") == true)
    #expect(refusal(FileSystem.join(other, "mine.txt"))?.message.contains("a file") == true)
    #expect(try FileSystem.list(other) == ["mine.txt"])
    #expect(throws: FileError.self) {
      _ = try WatchOutput(place.place("new"), watching: place.place("nowhere"))
    }
    #expect(!FileSystem.exists(place.place("new")))
  }
}
