import ForeframeFiles
import Foundation
import ForeframeFrames
import Testing

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
