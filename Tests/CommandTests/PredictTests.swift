import ForeframeFiles
import Foundation
import ForeframeFrames
import Testing

@Suite struct PredictTests {
  @Test(arguments: Workplace.formats)
  func persistenceRepeatsTheLastFrameExactly(_ format: FrameFormat) throws {
    let place = try Workplace()
    let input = try place.sequence(count: 3, format: format)
    let outcome = try Command.run(
      ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "1"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.lines == [place("out/frame_003.png")])
    let last = try PNGCodec.read(path: place("in/frame_002.png"))
    #expect(try PNGCodec.read(path: place("out/frame_003.png")) == last)
  }

  @Test func numbersAreContinuedWithTheirStep() throws {
    let place = try Workplace()
    let format = FrameFormat(width: 4, height: 4)
    let input = try place.frames(
      "in", [2, 4, 6, 8].map { ("img-\($0).png", Workplace.frame(format, time: $0)) })
    let outcome = try Command.run(
      ["predict", input, "-m", "mean", "-o", place("out"), "-n", "3"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try place.list("out") == ["img-10.png", "img-12.png", "img-14.png"])
    #expect(outcome.messages.contains("img-%d.png"))
  }

  @Test func timeStampsAreContinuedThroughMidnight() throws {
    let place = try Workplace()
    let format = FrameFormat(width: 4, height: 4)
    let input = try place.frames(
      "in",
      ["20231231_2340", "20231231_2345", "20231231_2350"].map {
        ("r_\($0).png", Workplace.frame(format, time: 0))
      })
    let outcome = try Command.run(
      ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "3"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(
      try place.list("out")
        == ["r_20231231_2355.png", "r_20240101_0000.png", "r_20240101_0005.png"])
  }

  @Test func theLastSequenceBehindAGapIsContinued() throws {
    let place = try Workplace()
    try place.sequence(count: 5)
    let input = try place.sequence(count: 3, first: 50)
    let outcome = try Command.run(
      ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "1", "--json"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.messages.contains("2 sequences"))
    #expect(try place.list("out") == ["frame_053.png"])
    #expect(outcome.json["horizon"]?.int == 1)
  }

  @Test func aPatternChoosesTheFrames() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 3)
    let format = FrameFormat(width: 12, height: 10)
    try place.frames("in", [("other_7.png", Workplace.frame(format, time: 7))])
    let outcome = try Command.run(
      [
        "predict", input, "-m", "persistence", "-o", place("out"), "-n", "1",
        "--pattern", "frame_%03d.png",
      ])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.messages.contains("other_7.png"))
    #expect(try place.list("out") == ["frame_003.png"])
  }

  @Test func worldFilesAreCopied() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 2)
    try AtomicFile.write("1\n0\n0\n-1\n5\n6\n", to: place("in/frame_001.pgw"))
    try AtomicFile.write("not of the last frame\n", to: place("in/frame_000.wld"))
    let outcome = try Command.run(
      ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "2"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(
      try place.list("out")
        == ["frame_002.pgw", "frame_002.png", "frame_003.pgw", "frame_003.png"])
    #expect(try FileSystem.readText(place("out/frame_003.pgw")) == "1\n0\n0\n-1\n5\n6\n")
  }

  @Test func anAnimationHasInputsAndPredictions() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 4)
    let outcome = try Command.run(
      [
        "predict", input, "-m", "mean", "-o", place("out"), "-n", "3", "--animate", "--inputs", "4",
      ])
    #expect(outcome.status == 0, "\(outcome)")
    let bytes = try FileSystem.read(place("out/animation.apng"))
    // The count of frames after the name of its chunk.
    let control = try #require(
      bytes.indices.first { bytes[$0...].starts(with: Array("acTL".utf8)) })
    #expect(bytes[control + 7] == 7)
    #expect(try PNGCodec.decode(bytes) == PNGCodec.read(path: place("in/frame_000.png")))
    #expect(outcome.lines.last == place("out/animation.apng"))
  }

  @Test func jsonIsOneDocumentOnStdout() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 4)
    let outcome = try Command.run(
      ["predict", input, "-m", "mean", "-o", place("out"), "-n", "2", "--json"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(
      outcome.json["frames"]?.array?.compactMap(\.string)
        == [place("out/frame_004.png"), place("out/frame_005.png")])
    #expect(outcome.json["model"]?.string == "mean")
  }

  @Test func aFolderThatIsNotEmptyIsRefused() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 3)
    try FileSystem.makeDirectories(place("out"))
    try AtomicFile.write("mine", to: place("out/notes.txt"))
    let arguments = ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "2"]
    let refused = try Command.run(arguments)
    #expect(refused.status == 73)
    #expect(refused.messages.contains("--overwrite"))
    #expect(try place.list("out") == ["notes.txt"])
    let accepted = try Command.run(arguments + ["--overwrite"])
    #expect(accepted.status == 0, "\(accepted)")
    #expect(try place.list("out") == ["frame_003.png", "frame_004.png", "notes.txt"])
    #expect(try FileSystem.readText(place("out/notes.txt")) == "mine")
  }

  @Test func missingPixelsStayMissing() throws {
    let place = try Workplace()
    let format = FrameFormat(width: 9, height: 7, bitDepth: 16)
    let input = try place.sequence(count: 3, format: format)
    let mark = Int(Workplace.frame(format, time: 2)[3, 4])
    let outcome = try Command.run(
      ["predict", input, "-m", "mean", "-o", place("out"), "-n", "1", "--nodata", "\(mark)"])
    #expect(outcome.status == 0, "\(outcome)")
    let last = try PNGCodec.read(path: place("in/frame_002.png"))
    let predicted = try PNGCodec.read(path: place("out/frame_003.png"))
    let marks = last.samples.map { Int($0) == mark }
    #expect(marks.contains(true) && marks.contains(false))
    #expect(predicted.samples.map { Int($0) == mark } == marks)
  }

  @Test func oneFileIsASequenceOfOneFrame() throws {
    let place = try Workplace()
    try place.sequence(count: 3)
    let outcome = try Command.run(
      ["predict", place("in/frame_001.png"), "-m", "persistence", "-o", place("out"), "-n", "1"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try place.list("out").count == 1)
  }

  static let model = "\(Command.root)/Tests/Golden/model-convlstm.safetensors"

  @Test func aModelIsTriedOnTheLastFramesFirst() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 12)
    let outcome = try Command.run(
      ["predict", input, "-m", Self.model, "-o", place("out"), "-n", "2", "--json"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.messages.contains("on your last 2 frames this model's error is"), "\(outcome)")
    #expect(outcome.json["hindcast"]?["frames"]?.int == 2)
    #expect(outcome.json["hindcast"]?["persistence_mse"]?.double ?? 0 > 0)
    let without = try Command.run(
      ["predict", input, "-m", Self.model, "-o", place("other"), "-n", "2", "--no-hindcast"])
    #expect(!without.messages.contains("your last"), "\(without)")
    for name in try place.list("out") {
      #expect(
        try FileSystem.read(place("out/\(name)")) == FileSystem.read(place("other/\(name)")))
    }
  }

  @Test func aFrameOfTheInputIsNeverWrittenOver() throws {
    let place = try Workplace()
    let format = FrameFormat(width: 4, height: 4)
    // Times of day begin again at midnight.
    let input = try place.frames(
      "in",
      ["0000", "0600", "1200", "1800"].map { ("r_\($0).png", Workplace.frame(format, time: 3)) })
    let before = try place.list("in").map { try FileSystem.read(place("in/\($0)")) }
    let outcome = try Command.run(
      ["predict", input, "-m", "mean", "-o", input, "--overwrite", "-n", "1"])
    #expect(try before == place.list("in").prefix(4).map { try FileSystem.read(place("in/\($0)")) })
    #expect(outcome.status == 73 || outcome.status == 0, "\(outcome)")
    // Beside the input there is room.
    let other = try place.sequence("numbers", count: 3)
    let beside = try Command.run(
      ["predict", other, "-m", "mean", "-o", other, "--overwrite", "-n", "1"])
    #expect(beside.status == 0, "\(beside)")
    #expect(try place.list("numbers").count == 4)
  }

  @Test func aLastFrameThatIsWhollyMissingIsStoodFor() throws {
    let place = try Workplace()
    let format = FrameFormat(width: 4, height: 3)
    var frames = (0..<3).map { ("f_\($0).png", Frame(format: format, repeating: UInt16(10 + $0))) }
    frames.append(("f_3.png", Frame(format: format, repeating: 255)))
    let input = try place.frames("in", frames)
    let arguments = ["-m", "mean", "-n", "1", "--nodata", "255"]
    let outcome = try Command.run(["predict", input, "-o", place("out")] + arguments)
    #expect(outcome.status == 0 && outcome.messages.contains("wholly missing"), "\(outcome)")
    #expect(!(try PNGCodec.read(path: place("out/f_4.png"))).samples.contains(255))
    let nothing = try place.frames("nothing", [frames[3]])
    let refused = try Command.run(["predict", nothing, "-o", place("no")] + arguments)
    #expect(refused.status == 65 && !FileSystem.exists(place("no")), "\(refused)")
    let beyond = try Command.run(
      ["predict", input, "-m", "mean", "-o", place("no"), "--nodata", "256"])
    #expect(beyond.status == 64 && beyond.messages.contains("0 to 255"), "\(beyond)")
  }

  @Test func severalInputsGetFoldersOfTheirNames() throws {
    let place = try Workplace()
    let inputs = [try place.sequence("north", count: 3), try place.sequence("south", count: 4)]
    let outcome = try Command.run(
      ["predict"] + inputs + ["-m", Self.model, "-o", place("out"), "-n", "1", "--json"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try place.list("out") == ["north", "south"])
    #expect(try place.list("out/south") == ["frame_004.png"])
    #expect(outcome.json["predictions"]?.array?.count == 2)
    #expect(outcome.messages.components(separatedBy: "device:").count == 2)
    let same = try Command.run(
      ["predict", inputs[0], inputs[0], "-m", "mean", "-o", place("other")])
    #expect(same.status == 64 && !FileSystem.exists(place("other")), "\(same)")
  }

  @Test func anAnimationTakesItsSpeed() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 2)
    let outcome = try Command.run(
      ["predict", input, "-m", "mean", "-o", place("out"), "-n", "1", "--animate", "--fps", "20"])
    #expect(outcome.status == 0, "\(outcome)")
    let bytes = try FileSystem.read(place("out/animation.apng"))
    let control = try #require(
      bytes.indices.first { bytes[$0...].starts(with: Array("fcTL".utf8)) })
    // 50 of 1000 parts of a second.
    #expect(Array(bytes[control + 24..<control + 28]) == [0, 50, 3, 232])
    #expect(
      try Command.run(["predict", input, "-m", "mean", "-o", place("x"), "--fps", "0"]).status
        == 64)
  }
}

/// `predict` without a model.
@Suite struct PredictAutoTests {
  private static let camera = Command.root + "/Datasets/camera/test/0000"

  /// A camera that moves on: what is forecast must be near what it sees next.
  @Test func motionIsFoundAndUsed() throws {
    let place = try Workplace()
    try FileSystem.makeDirectories(place("in"))
    let names = try FileSystem.list(Self.camera).sorted()
    for name in names.prefix(14) {
      try AtomicFile.write(try FileSystem.read("\(Self.camera)/\(name)"), to: place("in/\(name)"))
    }
    let outcome = try Command.run(
      ["predict", place("in"), "-o", place("out"), "-n", "3", "--json"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try place.list("out") == Array(names[14..<17]))
    let selection = outcome.json["selection"]
    #expect(selection?["used"]?.string == outcome.json["model"]?.string)
    #expect(selection?["used"]?.string != "persistence")
    #expect(selection?["candidates"]?[0]?["model"]?.string == "persistence")
    #expect(selection?["expected_rmse"]?.array?.count == 3)
    #expect(outcome.messages.contains("% of persistence's"))
    #expect(outcome.messages.contains("auto: "))
    #expect(!outcome.messages.contains("device:"))
    func error(_ path: String) throws -> Double {
      try zip(
        PNGCodec.read(path: path).samples,
        PNGCodec.read(path: "\(Self.camera)/\(names[16])").samples
      )
      .reduce(0) { $0 + pow(Double($1.0) - Double($1.1), 2) }
    }
    #expect(try error(place("out/\(names[16])")) < 0.5 * error("\(Self.camera)/\(names[13])"))
  }

  /// Where all of a frame is missing, those of which something was observed are tried, wherever they are.
  @Test(arguments: [([13], 14), ([12], 14), ([12, 13], 14), ([23], 24), ([2], 14)])
  func framesAroundAMissingOneAreTried(_ missing: [Int], count: Int) throws {
    let place = try Workplace()
    let format = FrameFormat(width: 12, height: 10)
    var frames = (0..<count).map { Workplace.frame(format, time: $0) }
    for frame in frames.indices {
      for place in frames[frame].samples.indices where frames[frame].samples[place] == 255 {
        frames[frame].samples[place] = 254
      }
    }
    for frame in missing { frames[frame] = Frame(format: format, repeating: 255) }
    let input = try place.frames(
      "in", frames.enumerated().map { ("f\($0 < 10 ? "0" : "")\($0).png", $1) })
    let arguments = ["predict", input, "--nodata", "255", "-n", "1", "-o"]
    let chosen = try Command.run(arguments + [place("auto")])
    #expect(chosen.status == 0 && !chosen.messages.contains("fewer than 3"), "\(chosen)")
    let isBefore = missing != [2]
    #expect(chosen.messages.contains("before a wholly missing one") == isBefore, "\(chosen)")
    for model in ["persistence", "mean", "motion"] {
      for inputs in ["1", "2"] {
        let outcome = try Command.run(
          arguments + [place("\(model)\(inputs)"), "-m", model, "--inputs", inputs])
        #expect(outcome.status == 0, "\(model): \(outcome)")
      }
    }
    let next = "f\(count).png"
    let last = frames.indices.last { !missing.contains($0) } ?? 0
    #expect(try PNGCodec.read(path: place("persistence1/\(next)")).samples == frames[last].samples)
  }

  @Test func nothingAtAllObservedIsRefused() throws {
    let place = try Workplace()
    let empty = Frame(format: FrameFormat(width: 12, height: 10), repeating: 255)
    let input = try place.frames("in", (0..<9).map { ("f\($0).png", empty) })
    for arguments in [[], ["-m", "persistence"], ["-m", "damped"]] {
      let outcome = try Command.run(
        ["predict", input, "--nodata", "255", "-o", place("out")] + arguments)
      #expect(
        outcome.status == 65 && outcome.messages.contains("nothing to forecast"), "\(outcome)")
    }
  }

  @Test func fewFramesAreRepeatedAndThatIsSaid() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 2)
    let outcome = try Command.run(["predict", input, "-o", place("out"), "-n", "1"])
    #expect(outcome.status == 0 && outcome.messages.contains("fewer than 3 frames"), "\(outcome)")
    #expect(try Command.run(["predict", input, "-o", place("x"), "--no-hindcast"]).status == 64)
    #expect(
      try PNGCodec.read(path: place("out/frame_002.png"))
        == PNGCodec.read(path: place("in/frame_001.png")))
  }

  /// Several models are chosen from, together with what needs none.
  @Test func severalModelsAreTried() throws {
    let place = try Workplace()
    let input = try place.sequence(count: 12, format: FrameFormat(width: 24, height: 24))
    let outcome = try Command.run([
      "predict", input, "-m", PredictTests.model, "-m", "sharp", "-o", place("out"), "-n", "2",
      "--json",
    ])
    #expect(outcome.status == 0, "\(outcome)")
    let models = outcome.json["selection"]?["candidates"]?.array?.compactMap { $0["model"]?.string }
    #expect(models?.contains(PredictTests.model) == true && models?.contains("sharp") == true)
    #expect(outcome.messages.contains("device:"))
  }

  @Test func aPageShowsTheForecast() throws {
    let place = try Workplace()
    let outcome = try Command.run(
      ["predict", Self.camera, "-o", place("out"), "-n", "3", "--page", "--json"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.json["page"]?.string == place("out/forecast.html"))
    let page = try FileSystem.readText(place("out/forecast.html"), limit: 1 << 24)
    for part in ["forecast", "sharp", "persistence", "truth", "Trials", "<svg class='arrows'"] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(!page.contains("http:") && !page.contains("https:") && !page.contains("{{"))
  }

  /// What a mask says is never observed keeps the sample of the last frame.
  @Test func aMaskLeavesPixelsOut() throws {
    let place = try Workplace()
    let format = FrameFormat(width: 12, height: 10)
    let input = try place.sequence(count: 5, format: format)
    var mask = Frame(format: format, repeating: 255)
    mask.samples[0] = 0
    try PNGCodec.write(mask, to: place("mask.png"))
    let outcome = try Command.run([
      "predict", input, "-m", "mean", "-o", place("out"), "-n", "1", "--mask", place("mask.png"),
    ])
    #expect(outcome.status == 0 && outcome.messages.contains("missing"), "\(outcome)")
    let last = try PNGCodec.read(path: place("in/frame_004.png"))
    let next = try PNGCodec.read(path: place("out/frame_005.png"))
    #expect(next.samples[0] == last.samples[0] && next.samples != last.samples)
    let wrong = try place.sequence("other", count: 3, format: FrameFormat(width: 5, height: 5))
    let refused = try Command.run([
      "predict", wrong, "-m", "mean", "-o", place("no"), "--mask", place("mask.png"),
    ])
    #expect(refused.status == 65 && refused.messages.contains("mask.png"), "\(refused)")
  }

  /// A sharp forecast has the values of the last frame, and no others.
  @Test func sharpFramesHaveTheValuesOfTheLast() throws {
    let place = try Workplace()
    let outcome = try Command.run(
      ["predict", Self.camera, "-m", "damped", "--sharp", "-o", place("out"), "-n", "2", "--json"])
    #expect(outcome.status == 0 && outcome.json["model"]?.string == "sharp", "\(outcome)")
    let last = try PNGCodec.read(path: "\(Self.camera)/frame_0020.png")
    #expect(
      try PNGCodec.read(path: place("out/frame_0022.png")).samples.sorted() == last.samples.sorted()
    )
  }
}

/// Names that are not one row of frames.
@Suite struct PredictNamesTests {
  private func folder(_ place: Workplace, _ names: [String]) throws -> String {
    let format = FrameFormat(width: 4, height: 4)
    return try place.frames("in", names.map { ($0, Workplace.frame(format, time: 0)) })
  }

  @Test func severalSeriesAreAskedBack() throws {
    let place = try Workplace()
    let input = try folder(
      place, ["C07_1", "C07_2", "C07_3", "C13_1", "C13_2", "C13_3"].map { $0 + ".png" })
    let arguments = ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "1"]
    let outcome = try Command.run(arguments)
    #expect(outcome.status == 64, "\(outcome)")
    #expect(outcome.messages.contains("'C07_%d.png' (3 frames), 'C13_%d.png' (3 frames)"))
    #expect(!FileSystem.exists(place("out")))
    let chosen = try Command.run(arguments + ["--pattern", "C07_%d.png"])
    #expect(chosen.status == 0, "\(chosen)")
    #expect(chosen.lines == [place("out/C07_4.png")])
    #expect(chosen.messages.contains("3 PNGs are left out"))
  }

  @Test func strayPicturesAreNamedAndLeftOut() throws {
    let place = try Workplace()
    let input = try folder(
      place, ["20231231_2350", "20231231_2355", "20240101_0000", "legend"].map { $0 + ".png" })
    let outcome = try Command.run(
      ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "1"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.lines == [place("out/20240101_0005.png")])
    #expect(outcome.messages.contains("warning: 1 PNG is left out"))
    #expect(outcome.messages.contains("'legend.png'"))
  }

  @Test func oneFrameTwiceIsRefused() throws {
    let place = try Workplace()
    let input = try folder(place, ["a.1.png", "a.01.png"])
    let outcome = try Command.run(
      ["predict", input, "-m", "persistence", "-o", place("out"), "-n", "1"])
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.messages.contains("'a.01.png' and 'a.1.png'"))
  }
}
