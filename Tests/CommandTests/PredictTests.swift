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
