import Foreframe
import ForeframeFiles
import ForeframeFrames
import ForeframeMotion
import ForeframeTraining
import TestSupport
import Testing

/// Which forecasts an evaluation shows beside a model, and on which pixels and cases.
@Suite struct EvaluationRowsTests {
  /// A bright square that moves to the right by two pixels each frame; pixel (0, 0) is missing.
  private func write(_ folder: FrameFolder, count: Int, side: Int = 24) throws {
    for time in 0..<count {
      var frame = Frame(format: FrameFormat(width: side, height: side))
      for y in 0..<side {
        for x in 0..<side {
          let inside = (8..<16).contains(y) && (0..<8).contains(x - 2 * time)
          frame[y, x, 0] = UInt16(inside ? 200 + y : 20 + (x * 7 + y * 5) % 9)
        }
      }
      frame[0, 0, 0] = 0
      try PNGCodec.write(frame, to: FileSystem.join(folder.path, "f_\(1000 + time).png"))
    }
  }

  private func options(inputs: Int, horizon: Int) -> EvaluationOptions {
    var options = EvaluationOptions()
    options.split = nil
    options.inputs = inputs
    options.horizon = horizon
    options.noData = 0
    options.thresholds = [100]
    options.windows = [3]
    options.wavelengths = [6]
    return options
  }

  @Test func motionAndDampingAreBesideTheModel() throws {
    let folder = try FrameFolder()
    try write(folder, count: 8)
    let evaluation = try Evaluation(
      folder.path, MeanForecaster(), options: options(inputs: 4, horizon: 2))
    let result = try evaluation.run()
    #expect(result.references == ["persistence", "motion", "damped"])
    let errors = try result.table.rows.map { try #require($0.total.mse) }
    // What moves steadily is moved, and that is better than standing still.
    #expect(errors[2] < 0.5 * errors[1])
    for reference in 0..<3 {
      let skill = try #require(result.skill(against: reference))
      #expect(abs(skill - (1 - errors[0] / errors[reference + 1])) < 1e-12)
    }
    // Three cases of two frames, one pixel missing in each.
    #expect(result.table.pixels.all == 3 * 2 * 24 * 24 && result.table.pixels.missing == 6)
    let json = result.json
    #expect(json["pixels_missing"]?.int == 6)
    #expect(json["against_motion"]?["total"]?["reference"]?["mse"]?.double == errors[2])
    #expect(json["skills"]?.array?.compactMap { $0["against"]?.string } == result.references)
    #expect(json["skills"]?[1]?["skill"]?.double == result.skill(against: 1))
    #expect(json["total"]?["model"]?["spectrum"]?[0]?["power_ratio"]?.double != nil)
    let page = try Report(
      evaluation, result, Provenance(command: [], device: nil, seed: 0)
    ).page()
    for word in [
      "<figcaption>motion</figcaption>", "<figcaption>damped</figcaption>", "skill against motion",
      "6 of 3456 pixels", "FSS 3x3", "bias", "by wavelength", "Against motion it is",
    ] {
      #expect(page.contains(word), "\(word)")
    }
    #expect(SkillWords(result).sentences.contains { $0.contains("the best forecast without") })
  }

  /// Models beside each other, with the differences between them.
  @Test func severalModelsAreCompared() throws {
    let folder = try FrameFolder()
    try write(folder, count: 9)
    var options = options(inputs: 4, horizon: 2)
    options.baselines = []
    let evaluation = try Evaluation(
      folder.path, MeanForecaster(), others: [MotionForecaster()], options: options)
    let result = try evaluation.run()
    let pairs = result.differences
    #expect(
      pairs.map { [$0.name, $0.other] } == [
        ["mean", "persistence"], ["motion", "mean"], ["motion", "persistence"],
      ])
    let errors = try result.table.rows.map { try #require($0.total.mse) }
    #expect(pairs[1].scores[.mse]?.difference == errors[1] - errors[0])
    #expect(pairs[1].skill == 1 - errors[1] / errors[0] && pairs[1].scores.better == 4)
    #expect(pairs[1].sentence.contains("% smaller"))
    let json = result.json["differences"]?.array ?? []
    #expect(json.count == 3 && json[1]["mse_difference"]?.double == errors[1] - errors[0])
    #expect(json[1]["cases_better"]?.int == 4 && json[1]["against"]?.string == "mean")
    let page = try Report(
      evaluation, result, Provenance(command: [], device: nil, seed: 0)
    ).page()
    #expect(page.contains("Differences, paired by case") && page.contains("motion instead of mean"))
  }

  /// The model that is a baseline is forecast once; both rows have the same numbers.
  @Test func aBaselineAsAModel() throws {
    let folder = try FrameFolder()
    try write(folder, count: 7)
    var options = options(inputs: 4, horizon: 2)
    options.baselines = [.motion]
    let result = try Evaluation(folder.path, MotionForecaster(), options: options).run()
    #expect(result.references == ["persistence", "motion"])
    #expect(result.table.rows[0] == result.table.rows[2])
    #expect(result.skill(against: 1) == 0)
  }

  /// A network's patches may not fit into the frames: what was added to fill them is not scored, and is
  /// not missing either.
  @Test(arguments: [ScoreConvention.foreframe, .pysteps])
  func whatFillsPatchesIsNotScored(convention: ScoreConvention) throws {
    struct Patches: Forecaster {
      var name: String { "patches" }
      var patch: Int { 7 }
      func forecast(
        _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
      ) throws -> FrameBatch {
        #expect(inputs.height == 28 && inputs.width == 28)
        return try PersistenceForecaster().forecast(inputs, horizon: horizon)
      }
    }
    let folder = try FrameFolder()
    try write(folder, count: 7)
    var options = options(inputs: 3, horizon: 2)
    options.noData = nil
    options.convention = convention
    let result = try Evaluation(folder.path, Patches(), options: options).run()
    #expect(result.table.pixels.all == 3 * 2 * 24 * 24 && result.table.pixels.missing == 0)
    #expect(result.table.rows[0] == result.table.rows[1])
    #expect(result.table.rows[0].total.powerRatios[0] != nil)
    #expect(result.json["data"]?["width"]?.int == 24)
    let alone = try Evaluation(folder.path, MeanForecaster(), options: options).run()
    #expect(alone.table.rows[2...].elementsEqual(result.table.rows[2...]))
  }

  @Test func oneSequenceIsDrawnInRunsOfCases() throws {
    let folder = try FrameFolder()
    try write(folder, count: 9)
    var options = options(inputs: 1, horizon: 1)
    options.baselines = []
    let result = try Evaluation(folder.path, MeanForecaster(), options: options).run()
    // 8 cases that begin at frames 0 to 7, two frames long.
    #expect(result.cases.map(\.group) == [0, 0, 1, 1, 2, 2, 3, 3])
    #expect(result.table.groups == 4 && result.blocks == .runs)
    #expect(result.report.interval != nil)
    #expect(result.json["bootstrap_over"]?.string == "runs of consecutive cases")
  }

  @Test(arguments: [1, 2, 5, 7])
  func framesMayBeSmallerThanAPatch(side: Int) throws {
    let folder = try FrameFolder()
    try write(folder, count: 6, side: side)
    let result = try Evaluation(
      folder.path, MeanForecaster(), options: options(inputs: 3, horizon: 2)
    ).run()
    #expect(result.references.count == 3 && result.table.rows.allSatisfy { $0.leads.count == 2 })
  }
}
