import Foreframe
import ForeframeFiles
import ForeframeFrames
import TestSupport
import Testing

/// However long a folder is watched, what is kept in memory and on the disk has a bound.
@Suite struct WatchBoundTests {
  @Test func thousandsOfFramesLeaveNoTrace() throws {
    let place = try WatchedPlace()
    let watcher = try place.start(PersistenceForecaster(), place.settings(horizon: 2))
    let frames = try (0..<2).map { try WatchedPlace.bytes($0) }
    var loads: [Int] = []
    for time in 0..<2000 {
      try place.put(bytes: frames[time % 2], as: WatchedPlace.name(time))
      try place.look(watcher, time)
      // A camera that goes over its old frames now and then.
      if time % 5 == 0, time > 20 {
        try FileSystem.remove(FileSystem.join(place.input, WatchedPlace.name(time - 20)))
      }
      if time % 500 == 499 {
        let load = watcher.load
        loads.append(load.frames + load.forecasts + load.predicted + load.names + load.files)
        #expect(load.frames <= 10 && load.forecasts <= 2 && load.names <= 200)
        #expect(try FileSystem.list(FileSystem.join(place.next, "forecasts")).count <= 3)
      }
      place.events = place.events.suffix(1)
    }
    #expect(Set(loads).count == 1, "\(loads)")
    #expect(try place.scores().count == 1999)
    #expect(
      try place.scores().last?["running"]?.array?.compactMap { $0["count"]?.int } == [1999, 1998])
  }

  @Test func oldForecastsAreKeptIfAsked() throws {
    let place = try WatchedPlace()
    var settings = place.settings(horizon: 1)
    settings.keep = 5
    let watcher = try place.start(PersistenceForecaster(), settings)
    for time in 0..<12 {
      try place.put(time)
      try place.look(watcher, time)
    }
    #expect(
      try FileSystem.list(FileSystem.join(place.next, "forecasts"))
        == (6...11).map {
          "0000\($0 + 1 < 10 ? "0" : "")\($0 + 1)-frame_00\($0 < 10 ? "0" : "")\($0)"
        }
    )
  }

  @Test func fewerLeadsAreVerifiedWhereFramesAreLarge() throws {
    var settings = WatchSettings()
    #expect(settings.verifiedLeads(horizon: 10, samples: 256 * 256) == 10)
    #expect(settings.verifiedLeads(horizon: 10, samples: 8192 * 8192) == 1)
    let place = try WatchedPlace()
    settings.horizon = 4
    // Two forecasts with three frames in all, and the two frames that they follow.
    settings.mostPendingSamples = 5 * WatchedPlace.frame(0).samples.count
    let watcher = try place.start(PersistenceForecaster(), settings)
    for time in 0..<6 {
      try place.put(time)
      try place.look(watcher, time)
      #expect(watcher.load.predicted <= 3)
    }
    #expect(place.others == [.fewerLeads(verified: 2, horizon: 4)])
    #expect(try place.scores().last?["running"]?.array?.count == 2)
  }

  @Test func theLogOfScoresBeginsAnew() throws {
    let folder = try TemporaryFolder()
    func frame(_ lead: Int, _ id: Int) -> VerifiedFrame {
      VerifiedFrame(
        forecast: "\(id)", from: "a", model: "m", lead: lead, mse: Double(id),
        persistenceMSE: Double(2 * id))
    }
    var log = try ScoreLog(in: folder.path, longest: 1000)
    for id in 1...20 {
      try log.add(truth: "t", [frame(1, id), frame(2, id)])
      // Nothing of it is lost when it is opened again.
      if id % 3 == 0 { log = try ScoreLog(in: folder.path, longest: 1000) }
    }
    #expect(try FileSystem.list(folder.path) == ["scores.1.jsonl", "scores.jsonl"])
    for name in ["scores.1.jsonl", "scores.jsonl"] {
      #expect(try FileSystem.size(folder(name)) <= 1000)
    }
    #expect(log.scores.count(1) == 20 && log.scores.count(2) == 20)
    #expect(log.scores.mse(1) == 10.5 && log.scores.persistenceMSE(2) == 21)
    #expect(log.isVerified("18", lead: 2) && !log.isVerified("21", lead: 1))
    // Killed between the two files.
    try FileSystem.rename(folder("scores.jsonl"), to: folder("scores.1.jsonl"))
    #expect(try ScoreLog(in: folder.path).scores == log.scores)
  }
}
