import Foreframe
import ForeframeFiles
import ForeframeFrames
import Testing

/// A forecast for each new frame, whatever comes to the folder.
@Suite struct FolderWatcherTests {
  @Test func eachFrameBringsAForecast() throws {
    let place = try WatchedPlace()
    let watcher = try place.start()
    #expect(watcher.isEmpty && place.events.isEmpty)
    for time in 0..<5 {
      try place.put(time)
      try place.look(watcher, time)
      #expect(
        try place.latest() == ["forecast.json"] + (time + 1...time + 3).map(WatchedPlace.name))
      #expect(try place.predicted(time + 2) == WatchedPlace.frame(time))
    }
    #expect(place.forecasts == (0..<5).map(WatchedPlace.name))
    #expect(place.others.isEmpty)
    // A look at the whole folder finds nothing new, and hidden or other files are no frames.
    try place.put(bytes: [1], as: ".frame_0005.png")
    try place.put(bytes: [1], as: "frame_0005.png.part")
    try place.look(watcher)
    try watcher.look(.names(["frame_0005.png.part", ".frame_0005.png"])) { place.events.append($0) }
    #expect(place.forecasts.count == 5 && place.others.isEmpty)
  }

  @Test func forecastsAreThoseOfPredict() throws {
    let place = try WatchedPlace()
    for time in 0..<14 { try place.put(time) }
    let auto = AutoForecaster()
    let watcher = try place.start(auto)
    try place.put(14)
    try place.look(watcher, 14)
    let frames = (0..<15).map { WatchedPlace.frame($0) }
    let (forecaster, selection) = try auto.select(frames, reading: 10, horizon: 3)
    let expected = try forecaster.forecast(Array(frames.suffix(10)), horizon: 3)
    #expect(try (15...17).map { try place.predicted($0) } == expected)
    guard case .forecast(let json)? = place.events.last else {
      Issue.record("no forecast")
      return
    }
    #expect(json["model"]?.string == forecaster.name)
    #expect(json["selection"]?["used"]?.string == selection.name)
    #expect(json["folder"]?.string == "\(place.next)/forecasts/000002-frame_0014")
  }

  @Test func framesThatComeTogetherAreForecastOnce() throws {
    let place = try WatchedPlace()
    try place.put(0)
    let watcher = try place.start()
    for time in [3, 1, 2] { try place.put(time) }
    try place.look(watcher)
    #expect(place.forecasts == ["frame_0000.png", "frame_0003.png"])
    #expect(place.others.isEmpty)
  }

  @Test func aLateFrameIsSaidAndUsed() throws {
    let place = try WatchedPlace()
    for time in [0, 1, 2] { try place.put(time) }
    let watcher = try place.start(LinearForecaster())
    try place.put(4)
    try place.look(watcher, 4)
    #expect(place.others == [.gap(name: "frame_0004.png", missing: 1)])
    // Nothing is known of the motion after a gap.
    #expect(try place.predicted(5) == WatchedPlace.frame(4))
    try place.put(3)
    try place.look(watcher, 3)
    #expect(place.others.last == .late(name: "frame_0003.png"))
    #expect(place.forecasts.last == "frame_0004.png")
    try place.put(5)
    try place.look(watcher, 5)
    let frames = [4, 5].map { WatchedPlace.frame($0) }
    #expect(try place.predicted(6) == LinearForecaster().forecast(frames, horizon: 1)[0])
    // Its own truth counts for the forecast from frame 2.
    let truth = try place.scores().first { $0["truth"]?.string == "frame_0003.png" }
    #expect(truth?["verified"]?[0]?["from"]?.string == "frame_0002.png")
    #expect(truth?["verified"]?[0]?["lead"]?.int == 1)
  }

  @Test func doubledFramesAreSaid() throws {
    let place = try WatchedPlace()
    for time in [0, 1] { try place.put(time) }
    let watcher = try place.start()
    for time in 2...4 {
      try place.put(time, WatchedPlace.frame(1))
      try place.look(watcher, time)
    }
    // A camera that stands still is said once.
    #expect(place.others == [.doubled(name: "frame_0002.png", of: "frame_0001.png")])
    #expect(place.forecasts.count == 4)
    // The same number, written in another way.
    try place.put(4, as: "frame_4.png")
    try watcher.look(.names(["frame_4.png"])) { place.events.append($0) }
    try watcher.look(.names(["frame_4.png"])) { place.events.append($0) }
    #expect(place.others.count == 2)
    switch place.others.last {
    case .sameTime("frame_4.png", "frame_0004.png"), .stray("frame_4.png", _): break
    default: Issue.record("\(place.others)")
    }
    #expect(place.forecasts.count == 4)
  }

  @Test func aFrameThatIsWrittenAgainIsReadAgain() throws {
    let place = try WatchedPlace()
    for time in 0..<3 { try place.put(time) }
    let watcher = try place.start()
    // The same pixels are nothing new.
    try place.put(2)
    try place.look(watcher, 2)
    #expect(place.forecasts.count == 1)
    try place.put(2, WatchedPlace.frame(77))
    // Nobody tells; the state of the file does.
    try place.look(watcher)
    #expect(place.others == [.rewritten(name: "frame_0002.png")])
    #expect(place.forecasts == ["frame_0002.png", "frame_0002.png"])
    #expect(try place.predicted(3) == WatchedPlace.frame(77))
  }

  @Test func otherFormatsAndOtherNames() throws {
    let place = try WatchedPlace()
    for time in 0..<10 { try place.put(time) }
    let watcher = try place.start()
    try place.put(10, WatchedPlace.frame(10, width: 20))
    try place.look(watcher, 10)
    #expect(
      place.others == [
        .otherFormat(
          name: "frame_0010.png", format: "\(WatchedPlace.frame(0, width: 20).format)",
          before: "\(WatchedPlace.frame(0).format)")
      ])
    #expect(try place.predicted(11) == WatchedPlace.frame(10, width: 20))
    // A picture that is no frame of the sequence.
    try place.put(0, as: "logo.png")
    try place.look(watcher)
    try place.look(watcher)
    #expect(place.others.count == 2)
    guard case .stray("logo.png", _)? = place.others.last else {
      Issue.record("\(place.others)")
      return
    }
    #expect(place.forecasts.count == 2)
    // A mark of missing pixels that no frame can have is said at once.
    var settings = place.settings()
    settings.noData = 300
    watcher.output.close()
    #expect(throws: SampleError.self) { try place.start(PersistenceForecaster(), settings) }
  }

  @Test func aFolderMayGoAndComeBack() throws {
    let place = try WatchedPlace()
    for time in 0..<3 { try place.put(time) }
    let watcher = try place.start()
    try FileSystem.rename(place.input, to: place.place("away"))
    for _ in 0..<3 { try place.look(watcher) }
    #expect(place.others == [.folderGone])
    try FileSystem.makeDirectories(place.input)
    try place.look(watcher)
    #expect(place.others == [.folderGone, .folderBack])
    try place.put(0, WatchedPlace.frame(50))
    try place.look(watcher, 0)
    #expect(place.forecasts == ["frame_0002.png", "frame_0000.png"])
    #expect(try place.predicted(1) == WatchedPlace.frame(50))
  }

  @Test func forecastsHaveTheSizeThatIsAskedFor() throws {
    let place = try WatchedPlace()
    for time in 0..<2 {
      try place.put(time)
      try AtomicFile.write(
        "2\n0\n0\n-2\n100\n200\n", to: FileSystem.join(place.input, "frame_000\(time).pgw"))
    }
    var settings = place.settings()
    settings.scale = .reduced(FrameSize(height: 5, width: 6))
    let watcher = try place.start(PersistenceForecaster(), settings)
    let reduction = try #require(
      FrameReduction(of: FrameSize(height: 10, width: 12), to: FrameSize(height: 5, width: 6)))
    #expect(try place.predicted(2) == reduction.apply(WatchedPlace.frame(1)))
    let world = try FileSystem.readText(FileSystem.join(place.next, "latest/frame_0002.pgw"))
    #expect(world.split(separator: "\n")[0] == "4.0")
    // A frame that is too small for it is left out.
    try place.put(2, WatchedPlace.frame(2, width: 4))
    try place.look(watcher, 2)
    guard case .broken("frame_0002.png", let reason)? = place.others.last else {
      Issue.record("\(place.others)")
      return
    }
    #expect(reason.contains("too small"))
  }

  @Test func pixelsThatAreNeverObservedDoNotCount() throws {
    let place = try WatchedPlace()
    let format = FrameFormat(width: 12, height: 10)
    // The left half is observed, and stands still; the right half does what it likes.
    let mask = Frame(
      format: format, samples: (0..<120).map { $0 % 12 < 6 ? 255 : 0 })
    try PNGCodec.write(mask, to: place.place("mask.png"))
    var settings = place.settings()
    settings.mask = try ObservedMask(place.place("mask.png"))
    let watcher = try place.start(PersistenceForecaster(), settings)
    for time in 0..<3 {
      var frame = WatchedPlace.frame(time)
      for pixel in 0..<120 where pixel % 12 < 6 { frame.samples[pixel] = 7 }
      try place.put(time, frame)
      try place.look(watcher, time)
    }
    #expect(try place.scores().last?["running"]?[0]?["mse"]?.double == 0)
    // A frame that the mask does not fit is left out; if it is the first, the mask is wrong.
    try place.put(3, WatchedPlace.frame(3, width: 20))
    try place.look(watcher, 3)
    guard case .broken("frame_0003.png", let reason)? = place.others.last else {
      Issue.record("\(place.others)")
      return
    }
    #expect(reason.contains("the mask has 12x10 pixels"))
    let other = try WatchedPlace()
    try other.put(0, WatchedPlace.frame(0, width: 20))
    #expect(throws: FrameError.self) { try other.start(PersistenceForecaster(), settings) }
  }

  @Test func aFrameWithAWrongNumberDoesNotMakeAllOthersLate() throws {
    let place = try WatchedPlace()
    for time in 0..<10 { try place.put(time) }
    let watcher = try place.start()
    for time in [9000, 10, 11, 12, 13] {
      try place.put(time)
      try place.look(watcher, time)
    }
    #expect(
      place.others == [
        .gap(name: "frame_9000.png", missing: 8990), .late(name: "frame_0010.png"),
        .late(name: "frame_0011.png"), .late(name: "frame_0012.png"),
        .stray(
          name: "frame_9000.png", reason: "it stands after frames that are still to come"),
      ])
    #expect(place.forecasts.suffix(2) == ["frame_0012.png", "frame_0013.png"])
    #expect(try place.predicted(14) == WatchedPlace.frame(13))
    try place.look(watcher)
    #expect(place.others.count == 5)
  }
}
