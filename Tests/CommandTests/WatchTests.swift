import Foundation
import Foreframe
import ForeframeFiles
import ForeframeFrames
import Testing

/// `foreframe watch` as a process of its own.
@Suite(.serialized) struct WatchTests {
  private let format = FrameFormat(width: 12, height: 10)

  /// A watcher, with what it prints.
  private final class Watcher {
    let process = Process()
    let place: Workplace
    private let name: String

    init(_ place: Workplace, _ options: String..., name: String = "watch") throws {
      self.place = place
      self.name = name
      for end in ["out", "err"] { try AtomicFile.write("", to: place("\(name).\(end)")) }
      process.executableURL = URL(fileURLWithPath: Command.path)
      process.arguments =
        ["watch", place("in"), "-o", place("next"), "-m", "persistence", "-n", "2"] + options
      process.environment = ProcessInfo.processInfo.environment.merging(
        ["FOREFRAME_TUNING": "none", "FOREFRAME_CACHE": "none", "FOREFRAME_DEVICE": "cpu"]
      ) { $1 }
      process.standardOutput = FileHandle(forWritingAtPath: place("\(name).out"))
      process.standardError = FileHandle(forWritingAtPath: place("\(name).err"))
      process.standardInput = FileHandle.nullDevice
      try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// The frames that forecasts were made from.
    var forecasts: [String] {
      ((try? LineFile.lines(place("\(name).out"))) ?? []).map {
        (try? JSON(parsing: $0))?["from"]?.string ?? "not JSON: \($0)"
      }
    }

    var words: String { (try? FileSystem.readText(place("\(name).err"))) ?? "" }

    func waits(until condition: () throws -> Bool) rethrows -> Bool {
      let end = Date().addingTimeInterval(30)
      while try !condition() {
        if Date() > end || !process.isRunning { return try condition() }
        usleep(1000)
      }
      return true
    }

    /// Sends a signal; the exit status, or minus the signal that ended it.
    func end(_ signal: Int32) -> Int32 {
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      return process.terminationReason == .uncaughtSignal
        ? -process.terminationStatus : process.terminationStatus
    }
  }

  private func name(_ time: Int) -> String {
    "frame_" + String(repeating: "0", count: 3 - String(time).count) + "\(time).png"
  }

  private func put(_ time: Int, _ place: Workplace) throws {
    try PNGCodec.write(Workplace.frame(format, time: time), to: place("in/\(name(time))"))
  }

  @Test(arguments: [[], ["--poll", "0.02"]])
  func aFrameComesAndIsForecast(_ options: [String]) throws {
    let place = try Workplace()
    try FileSystem.makeDirectories(place("in"))
    let watcher =
      options.isEmpty ? try Watcher(place) : try Watcher(place, options[0], options[1])
    #expect(watcher.waits { watcher.words.contains("waiting for the first") }, "\(watcher.words)")
    for time in 0..<3 {
      try put(time, place)
      #expect(watcher.waits { watcher.forecasts.count > time }, "\(watcher.words)")
      #expect(
        try place.list("next/latest") == ["forecast.json", name(time + 1), name(time + 2)])
    }
    #expect(watcher.forecasts == (0..<3).map(name))
    let second = try Watcher(place, name: "second")
    second.process.waitUntilExit()
    #expect(second.process.terminationStatus == 73)
    #expect(second.words.contains("(process \(watcher.process.processIdentifier) on "))
    #expect(watcher.end(SIGTERM) == 0)
    #expect(watcher.words.contains("stopped"))
    #expect(!watcher.words.contains("error") && !watcher.words.contains("warning"))
    #expect(try place.list("next") == ["forecasts", "latest", "scores.jsonl", "watch.json"])
    #expect(try LineFile.lines(place("next/scores.jsonl")).count == 2)
  }

  /// What is in `latest`, as a reader sees it who goes to the folder first.
  private func checkLatest(_ place: Workplace) throws {
    guard let folder = try? FileSystem.resolve(place("next/latest")),
      let names = try? FileSystem.list(folder)
    else {
      // Before the first forecast.
      return
    }
    let json = try JSON(parsing: FileSystem.readText(FileSystem.join(folder, "forecast.json")))
    let frames = (json["frames"]?.array ?? []).compactMap(\.string)
    #expect(frames.count == 2)
    #expect(names == ["forecast.json"] + frames)
    let from = try #require(json["from"]?.string)
    let digits = try #require(Int(from.dropFirst(6).prefix(3)))
    for frame in frames {
      #expect(
        try PNGCodec.read(path: FileSystem.join(folder, frame))
          == Workplace.frame(format, time: digits))
    }
  }

  @Test func aReaderSeesWholeForecastsWhateverIsKilled() throws {
    let place = try Workplace()
    try FileSystem.makeDirectories(place("in"))
    var time = 0
    for round in 0..<4 {
      let watcher = try Watcher(place, name: "round\(round)")
      // The first forecast, and then in the midst of others.
      let end = time + 5 + 3 * round
      while time < end {
        try put(time, place)
        time += 1
        usleep(UInt32(2000 * round))
        try checkLatest(place)
      }
      #expect(watcher.waits { !watcher.forecasts.isEmpty }, "\(watcher.words)")
      try checkLatest(place)
      #expect(watcher.end(SIGKILL) == -SIGKILL)
      try checkLatest(place)
    }
    let last = try Command.run([
      "watch", place("in"), "-o", place("next"), "-m", "persistence", "-n", "2", "--once",
    ])
    #expect(last.status == 0, "\(last)")
    try checkLatest(place)
    #expect(try place.list("next/latest") == ["forecast.json", name(time), name(time + 1)])
    #expect(try place.list("next") == ["forecasts", "latest", "scores.jsonl", "watch.json"])
    #expect(try place.list("next/forecasts").allSatisfy { !$0.hasPrefix(".") })
    // Nothing was counted twice.
    let verified = try LineFile.lines(place("next/scores.jsonl")).flatMap { line in
      (try JSON(parsing: line)["verified"]?.array ?? []).map {
        "\($0["from"]?.string ?? "") \($0["lead"]?.int ?? 0)"
      }
    }
    #expect(!verified.isEmpty && Set(verified).count == verified.count)
  }

  @Test func onceAndAgain() throws {
    let place = try Workplace()
    try place.sequence(count: 5)
    let words = ["watch", place("in"), "-o", place("next"), "-n", "3", "--once"]
    let first = try Command.run(words)
    #expect(first.status == 0 && first.json["from"]?.string == "frame_004.png", "\(first)")
    #expect(first.messages.contains("auto: "))
    let predicted = try Command.run(["predict", place("in"), "-o", place("out"), "-n", "3"])
    #expect(predicted.status == 0)
    for name in try place.list("out") {
      #expect(
        try FileSystem.read(place("out/\(name)"))
          == FileSystem.read(place("next/latest/\(name)")))
    }
    let again = try Command.run(words)
    #expect(again.status == 0 && again.output.isEmpty, "\(again)")
    #expect(again.messages.contains("is there already"))
    for (arguments, status) in [
      (["watch", place("nowhere"), "-o", place("new"), "--once"], 66),
      (["watch", place("next"), "-o", place("new"), "--once"], 66),
      (["watch", place("in"), "-o", place("out"), "--once"], 73),
      (["watch", place("in"), "-o", place("new"), "--poll", "0"], 64),
      (["watch", place("in/frame_000.png"), "-o", place("new")], 64),
    ] {
      let outcome = try Command.run(arguments)
      #expect(outcome.status == status, "\(outcome)")
    }
  }
}
