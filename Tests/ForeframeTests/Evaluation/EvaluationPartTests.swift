import Foreframe
import ForeframeFiles
import ForeframeFrames
import TestSupport
import Testing

/// Which frames are scored, and by how many models at once.
@Suite struct EvaluationPartTests {
  /// Persistence that was trained on some files.
  private struct Trained: Forecaster {
    var name = "trained"
    var seen: SeenFrames?
    var heldOut: SeenFrames?
    var trainedOn: FramesProvenance?
    var inputs = 4
    var horizon = 3
    var caseInputs: Int { inputs }
    var scale: SampleScaling?
    func scaling(for format: FrameFormat) -> SampleScaling? { scale }
    func forecast(
      _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
    ) throws -> FrameBatch {
      try PersistenceForecaster().forecast(inputs, horizon: horizon)
    }
  }

  private func folder(_ count: Int, size: Int = 6) throws -> FrameFolder {
    let folder = try FrameFolder()
    for time in 0..<count {
      var frame = Frame(format: FrameFormat(width: size, height: size))
      for index in frame.samples.indices { frame.samples[index] = UInt16(5 * time + index) }
      try PNGCodec.write(frame, to: FileSystem.join(folder.path, "f_\(1000 + time).png"))
    }
    return folder
  }

  /// What a model keeps of some of a folder's frames.
  private func seen(_ folder: FrameFolder, _ range: Range<Int>) throws -> SeenFrames? {
    let paths = try folder.scan().last.paths
    return SeenFrames(
      try range.map { index in
        var hash = ContentHash()
        hash.add(try FileSystem.read(paths[index]))
        return hash.value
      })
  }

  private func evaluation(
    _ folder: FrameFolder, _ models: [any Forecaster],
    _ change: (inout EvaluationOptions) -> Void = { _ in }
  ) throws -> Evaluation {
    var options = EvaluationOptions()
    options.choosesUnseen = true
    change(&options)
    return try Evaluation(
      folder.path, models[0], others: Array(models.dropFirst()), options: options)
  }

  @Test func baselinesTakeEverything() throws {
    let folder = try folder(40)
    let whole = try evaluation(folder, [PersistenceForecaster()])
    #expect(whole.caseCount == 21)
    #expect(try whole.warnings().isEmpty && whole.run().data.split == "all")
    // So does a model that was trained on something else.
    let other = Trained(seen: try seen(try self.folder(3, size: 9), 0..<3))
    #expect(try evaluation(folder, [other]).caseCount == 34)
  }

  @Test func trainingFramesAreLeftOutIfOthersAreEnough() throws {
    let folder = try folder(40)
    let model = Trained(seen: try seen(folder, 0..<28))
    let evaluation = try evaluation(folder, [model])
    #expect(evaluation.caseCount == 12 - 7 + 1)
    let warnings = try evaluation.warnings()
    #expect(warnings.count == 1 && warnings[0].contains("28 of 40"), "\(warnings)")
    let result = try evaluation.run()
    #expect(result.data.split == "unseen" && result.cases[0].name.contains("f_1028"))
    // In the middle, too; both ends are scored.
    let middle = Trained(seen: try seen(folder, 10..<30))
    #expect(try self.evaluation(folder, [middle]).caseCount == 2 * (10 - 7 + 1))
  }

  @Test func scoringTrainingFramesIsSaid() throws {
    let folder = try folder(12)
    let model = Trained(seen: try seen(folder, 0..<9))
    // Three frames are no case.
    let automatic = try evaluation(folder, [model])
    #expect(automatic.caseCount == 6)
    #expect(try automatic.warnings().contains { $0.contains("9 of the 12 frames") })
    let asked = try evaluation(folder, [model]) {
      $0.choosesUnseen = false
      $0.split = nil
    }
    #expect(try asked.caseCount == 6 && asked.warnings().count == 1)
  }

  /// Where training and validation took everything, what was held out is the next best.
  @Test func heldOutFramesAreScoredIfThereAreNoOthers() throws {
    let folder = try folder(40)
    var model = Trained(seen: try seen(folder, 0..<40))
    model.heldOut = try seen(folder, 28..<40)
    let evaluation = try evaluation(folder, [model])
    #expect(evaluation.caseCount == 12 - 7 + 1)
    #expect(try evaluation.run().data.split == "held-out")
    #expect(try evaluation.warnings().contains { $0.contains("a little too good") })
    // Of two models, what was held out from both.
    var other = Trained(seen: try seen(folder, 0..<40))
    other.heldOut = try seen(folder, 30..<40)
    #expect(try self.evaluation(folder, [model, other]).caseCount == 10 - 7 + 1)
    other.heldOut = nil
    let none = try self.evaluation(folder, [model, other])
    #expect(try none.warnings().contains { $0.contains("40 of the 40 frames") })
    // Frames that no model knows come first.
    model.seen = try seen(folder, 0..<30)
    model.heldOut = try seen(folder, 15..<30)
    #expect(try self.evaluation(folder, [model]).run().data.split == "unseen")
  }

  @Test func casesAreSpreadOverSequencesAndTime() throws {
    let folder = try FrameFolder()
    for name in ["a", "b", "c"] {
      try folder.add((0..<16).map { "\(name)/f_\(100 + $0).png" })
    }
    let model = Trained()
    let cases = try evaluation(folder, [model]) { $0.limit = 3 }.run().cases
    #expect(cases.map(\.name) == ["a, f_100.png", "b, f_104.png", "c, f_109.png"])
    let one = try evaluation(folder, [model]) { $0.limit = 1 }
    #expect(one.caseCount == 1)
    #expect(try evaluation(folder, [model]) { $0.limit = 1000 }.caseCount == 30)
  }

  @Test func severalModelsAreScoredOnTheSameCases() throws {
    let folder = try folder(24)
    var other = Trained(name: "runs/b/checkpoints/best.safetensors", inputs: 8)
    // Samples count from 50 to 100 for it: its numbers are others, its forecasts are not.
    other.scale = SampleScaling(minimum: 50, maximum: 100)
    var first = Trained(name: "runs/a/checkpoints/best.safetensors")
    first.horizon = 5
    let evaluation = try evaluation(folder, [first, other, LinearForecaster()])
    #expect(evaluation.inputs == 10 && evaluation.horizon == 3)
    let result = try evaluation.run()
    #expect(result.others.map(\.model) == [other.name, "linear"])
    #expect(result.report.skill.map { abs($0) < 1e-9 } ?? false)
    #expect(result.others[0].report.skill.map { abs($0) < 1e-4 } ?? false)
    #expect(result.others[1].report.skill.map { $0 > 0.999 } ?? false)
    #expect(
      ModelNames.shortened([result.model] + result.others.map(\.model)) == ["a", "b", "linear"])
    #expect(ModelNames.shortened(["x/m", "y/m"]) == ["x/m", "y/m"])
    #expect(ModelNames.shortened(["m", "m"]) == ["m (1)", "m (2)"])
    #expect(result.json["other_models"]?.array?.count == 2)
    let page = try Report(
      evaluation, result, Provenance(command: [], device: nil, seed: 0)
    ).page()
    #expect(page.contains(">a</th>") && page.contains(">b</th>") && page.contains(">linear</th>"))
  }

  @Test func theScaleOfTrainingIsUsed() throws {
    let folder = try folder(20, size: 12)
    let trained = FramesProvenance(
      stored: FrameSize(height: 12, width: 12), reduced: FrameSize(height: 4, width: 4),
      cadence: nil, channels: 1)
    let model = Trained(trainedOn: trained)
    let reduced = try evaluation(folder, [model])
    #expect(try reduced.run().data.size == trained.reduced)
    #expect(reduced.summary.contains { $0.contains("reduced to 4x4") })
    #expect(try reduced.warnings().isEmpty)
    let full = try evaluation(folder, [model]) { $0.scale = .full }
    #expect(try full.run().data.size == trained.stored)
    #expect(try full.warnings().contains { $0.contains("12x12") })
  }

  @Test func thresholdsAndMarksBeyondTheSamplesAreRefused() throws {
    let folder = try folder(20)
    #expect(throws: SampleError.self) {
      try evaluation(folder, [Trained()]) { $0.thresholds = [256] }
    }
    #expect(throws: SampleError.self) { try evaluation(folder, [Trained()]) { $0.noData = 256 } }
    try folder.write(Array("nodata: 256\n".utf8), as: "dataset.yaml")
    let error = #expect(throws: SampleError.self) { try evaluation(folder, [Trained()]) }
    #expect(error?.exitStatus == .badConfiguration)
    // An empty description is none, a mark of its own in the bytes' order is nothing.
    for text in ["", "\u{FEFF}", "# nothing\n", "\u{FEFF}nodata: 255\n"] {
      try folder.write(Array(text.utf8), as: "dataset.yaml")
      _ = try evaluation(folder, [Trained()])
    }
  }

  @Test func seenFramesComeBackFromText() throws {
    let hashes: [UInt64] = [0x0000_0100_0000_0000, 0xABCD_EF01_0000_0000, .max]
    let seen = try #require(SeenFrames(hashes))
    #expect(seen.text == "000001abcdefffffff")
    #expect(SeenFrames(text: seen.text) == seen)
    for text in ["00000", "00000g", "0000010"] { #expect(SeenFrames(text: text) == nil) }
    #expect(SeenFrames([UInt64](repeating: 0, count: 10_001)) == nil)
  }

  @Test func sequencesOfDifferentSizesNameWhatHelps() throws {
    let folder = try FrameFolder()
    try folder.add((0..<16).map { "a/f_\(100 + $0).png" })
    try folder.add(
      (0..<16).map { "b/f_\(100 + $0).png" }, format: FrameFormat(width: 8, height: 6))
    let error = #expect(throws: FrameError.self) { try evaluation(folder, [Trained()]) }
    let words = error.map { "\($0)" } ?? ""
    #expect(words.contains("data.crop") && words.contains("--reduce"), "\(words)")
    let reduced = try evaluation(folder, [Trained()]) {
      $0.scale = .reduced(FrameSize(height: 3, width: 4))
    }
    #expect(reduced.caseCount == 20)
  }
}
