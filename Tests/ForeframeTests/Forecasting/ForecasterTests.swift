import Foreframe
import ForeframeFiles
import ForeframeFrames
import ForeframeTraining
import TestSupport
import Testing

/// Forecasters that are not the library's own are evaluated, reported and written like those that
/// are.
@Suite struct ForecasterTests {
  /// Frames that become brighter by 10 each time, row by row differently.
  private func ramp(_ count: Int, format: FrameFormat = FrameFormat(width: 8, height: 7)) -> [Frame]
  {
    (0..<count).map { time in
      var frame = Frame(format: format)
      for y in 0..<format.height {
        for x in 0..<format.width {
          for channel in 0..<format.channels { frame[y, x, channel] = UInt16(10 * time + y) }
        }
      }
      return frame
    }
  }

  private func evaluate(
    _ forecaster: any Forecaster, against: any Forecaster = PersistenceForecaster(),
    _ folder: FrameFolder
  ) throws -> (Evaluation, EvaluationResult) {
    for (time, frame) in ramp(16).enumerated() {
      try PNGCodec.write(frame, to: FileSystem.join(folder.path, "f_\(1000 + time).png"))
    }
    var options = EvaluationOptions()
    options.split = nil
    options.horizon = 3
    let evaluation = try Evaluation(folder.path, forecaster, against: against, options: options)
    return (evaluation, try evaluation.run())
  }

  @Test func anotherForecasterIsScoredBesidePersistence() throws {
    let (evaluation, result) = try evaluate(LinearForecaster(), FrameFolder())
    #expect(result.model == "linear")
    #expect(result.references == ["persistence", "motion", "damped"])
    // The cases are those of forecasters that read more than two frames.
    #expect(result.inputs == 10 && result.cases.count == 4)
    let error = try #require(result.report.total.model.mse)
    #expect(error < 1e-12)
    // Persistence is wrong by 10, 20 and 30 samples of 255.
    let reference = try #require(result.report.total.reference.mse)
    #expect(abs(reference * 255 * 255 - 1400 / 3) < 1e-2)
    let page = try Report(
      evaluation, result, Provenance(command: [], device: nil, seed: 0)
    ).page()
    #expect(page.contains("linear"))
  }

  @Test func itIsAReferenceToo() throws {
    let (_, result) = try evaluate(MeanForecaster(), against: LinearForecaster(), FrameFolder())
    #expect(result.references == ["linear", "persistence", "motion", "damped"])
    #expect(try #require(result.report.total.reference.mse) < 1e-12)
  }

  @Test func aWrapperPredictsAsItsBase() throws {
    let frames = ramp(4)
    let wrapped = UpsideDown(base: LinearForecaster())
    let expected = try LinearForecaster().forecast(frames, horizon: 5)
    #expect(expected.map { $0[6, 0] } == [46, 56, 66, 76, 86])
    #expect(try wrapped.forecast(frames, horizon: 5) == expected)
    let (_, result) = try evaluate(wrapped, FrameFolder())
    #expect(result.model == "linear, upside down")
    #expect(try #require(result.report.total.model.mse) < 1e-12)
  }

  @Test func whatIsMissingInOneOfBothCountsForNeither() throws {
    struct Half: Forecaster {
      var name: String { "half" }
      func forecast(
        _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
      ) throws -> FrameBatch {
        var batch = try LinearForecaster().forecast(inputs, horizon: horizon, progress: progress)
        let image = (0..<batch.height * batch.width).map { Float($0 % 2) }
        batch.mask = .steady((0..<batch.count).flatMap { _ in image })
        return batch
      }
    }
    let (_, half) = try evaluate(Half(), FrameFolder())
    let (_, whole) = try evaluate(LinearForecaster(), FrameFolder())
    let (_, reference) = try evaluate(LinearForecaster(), against: Half(), FrameFolder())
    let values = whole.cases[0].values
    #expect(values == 3 * 8 * 7)
    #expect(half.cases[0].values == values / 2 && reference.cases[0].values == values / 2)
  }

  @Test func aModelOfANameNeedsItsDevice() throws {
    #expect(try ForecastModel("mean").forecaster().name == "mean")
    #expect(throws: ModelError.self) { try ForecastModel("no such file") }
    for baseline in Baseline.allCases {
      #expect(baseline.forecaster.name == baseline.rawValue)
      let model = try ForecastModel(baseline.rawValue)
      #expect(!model.needsDevice)
    }
  }

  @Test func aCancelledForecastThrowsAndWritesNothing() throws {
    var reports: [[Int]] = []
    let progress = ForecastProgress {
      reports.append([$0, $1])
    } isCancelled: {
      reports.count == 4
    }
    let forecaster = UpsideDown(base: LinearForecaster())
    let folder = try FrameFolder()
    let output = try OutputFolder(FileSystem.join(folder.path, "next"), overwrites: false)
    let error = #expect(throws: OutputError.self) {
      try output.write { path in
        let frames = ramp(4)
        try PNGCodec.write(frames[0], to: FileSystem.join(path, "first.png"))
        for frame in try forecaster.forecast(frames, horizon: 3, progress: progress) {
          try PNGCodec.write(frame, to: FileSystem.join(path, "next.png"))
        }
      }
    }
    #expect(error?.underlying as? ForecastError == .cancelled)
    #expect(reports == [[1, 6], [2, 6], [3, 6], [4, 6]])
    #expect(try FileSystem.list(folder.path) == [])
  }

  /// Whoever is handed the frames one by one is told of each.
  @Test(arguments: Baseline.allCases)
  func everyFrameIsReported(_ baseline: Baseline) throws {
    var reports: [[Int]] = []
    var count = 0
    try baseline.forecaster.forecast(
      ramp(4), horizon: 5, progress: ForecastProgress { reports.append([$0, $1]) }
    ) { _ in
      count += 1
      #expect(reports.last == [4 + count, 9])
    }
    #expect(count == 5)
  }

  @Test func workIsCutOnlyForThoseWhoFollow() {
    #expect(!ForecastProgress().isFollowed)
    let reported = ForecastProgress { _, _ in }
    #expect(reported.isFollowed && reported.share(1, of: 2).isFollowed)
    // An evaluation reports its cases, so that a forecast of one of them can be made in one go.
    #expect(!reported.silent.isFollowed)
    #expect(ForecastProgress(isCancelled: { false }).silent.isFollowed)
  }

  @Test func aCancelledEvaluationThrows() throws {
    let folder = try FrameFolder()
    let (evaluation, _) = try evaluate(LinearForecaster(), folder)
    var done: [Int] = []
    let all = ForecastProgress { finished, total in done.append(finished * 100 + total) }
    _ = try evaluation.run(progress: all)
    #expect(done == [404])
    #expect(throws: ForecastError.cancelled) {
      try evaluation.run(progress: ForecastProgress(isCancelled: { true }))
    }
  }
}
