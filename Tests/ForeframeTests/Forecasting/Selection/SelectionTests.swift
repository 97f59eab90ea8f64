import Foreframe
import ForeframeFrames
import Testing

/// The choice among forecasters by forecasts of what is known.
@Suite struct SelectionTests {
  /// Every image is the number of its time step, plus `1 + bias` of the forecaster for each lead.
  private struct Counting: Forecaster {
    let name: String
    let bias: Float
    var refuses = false

    func obstacle(channels: Int) -> String? { refuses ? "it does not like these" : nil }

    func forecast(
      _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
    ) throws -> FrameBatch {
      let size = inputs.values.count / inputs.steps
      let last = inputs.values.suffix(size)
      return FrameBatch(
        steps: horizon, count: inputs.count, height: inputs.height, width: inputs.width,
        channels: inputs.channels,
        values: (1...horizon).flatMap { lead in last.map { $0 + Float(lead) * (1 + bias) } })
    }
  }

  private func steps(_ count: Int) -> FrameBatch {
    FrameBatch(
      steps: count, count: 1, height: 2, width: 3, channels: 1,
      values: (0..<count).flatMap { [Float](repeating: Float($0), count: 6) })
  }

  private func selection(
    _ candidates: [any Forecaster], of batch: FrameBatch, horizon: Int = 10,
    timeLimit: Duration = .seconds(60)
  ) throws -> Selection {
    try AutoForecaster(candidates, timeLimit: timeLimit).select(
      SharedInputs(batch), reading: 10, horizon: horizon)
  }

  @Test(arguments: [3, 4, 7, 10, 20])
  func theBestIsUsed(count: Int) throws {
    let selection = try selection(
      [Counting(name: "poor", bias: -0.5), Counting(name: "good", bias: 0.1)], of: steps(count))
    #expect(selection.name == "good")
    // An error of a tenth of persistence's at every lead.
    #expect(abs((selection.rows[2].score ?? 1) - 0.01) < 1e-5)
    #expect(abs((selection.rows[1].score ?? 1) - 0.25) < 1e-5)
    #expect(selection.verdict(2) == "used" && selection.verdict(1) == "no better than good")
    #expect(selection.sentence.contains("good is used"))
    #expect(selection.sentence.contains("1 % of persistence's"))
    // A choice from few frames is a doubtful one.
    #expect(selection.sentence.contains("safer") == (count < 10))
  }

  /// 5 % of the error less are not enough: an error of 0.975 is 0.95 squared.
  @Test func persistenceIsLeftOnlyForWhatIsClearlyBetter() throws {
    let selection = try selection(
      [Counting(name: "hardly", bias: -0.975), Counting(name: "worse", bias: -2.5)], of: steps(10))
    #expect(selection.name == "persistence" && selection.chosen == 0)
    #expect(selection.verdict(1) == "less than 10 % better than persistence")
    #expect(selection.verdict(2) == "no better than persistence")
    #expect(selection.sentence.contains("persistence (the last frame repeated) is used"))
  }

  /// The first of equals is used.
  @Test func theOrderIsAnOrderOfPreference() throws {
    let near = [Counting(name: "first", bias: 0.1), Counting(name: "second", bias: 0.0995)]
    #expect(try selection(near, of: steps(10)).name == "first")
  }

  @Test(arguments: [1, 2])
  func withTooFewFramesNothingIsTried(count: Int) throws {
    let selection = try selection([Counting(name: "good", bias: 0)], of: steps(count))
    #expect(selection.name == "persistence" && selection.cutCount == 0)
    #expect(selection.sentence.contains("fewer than 3 frames"))
    #expect(selection.verdict(1) == "not tried")
    #expect(selection.leads.isEmpty)
  }

  @Test func aCandidateThatCannotReadTheFramesIsLeftOut() throws {
    let selection = try selection(
      [Counting(name: "refuses", bias: 0, refuses: true), Counting(name: "poor", bias: -0.5)],
      of: steps(10))
    #expect(selection.name == "poor")
    #expect(selection.verdict(1) == "it does not like these")
  }

  @Test func timeEndsTheTrials() throws {
    let candidates = [Counting(name: "good", bias: 0)]
    let hurried = try selection(candidates, of: steps(20), timeLimit: .zero)
    #expect(hurried.cutCount == 1 && hurried.isCutShort && hurried.name == "good")
    let whole = try selection(candidates, of: steps(20))
    #expect(whole.cutCount == 6 && !whole.isCutShort)
    // Hindcasts reach no further than asked.
    #expect(try selection(candidates, of: steps(20), horizon: 3).leads == [1, 2, 3])
    #expect(whole.leads == Array(1...10))
  }

  /// Where nothing changes, persistence cannot be beaten.
  @Test func stillFrames() throws {
    let still = FrameBatch(
      steps: 10, count: 1, height: 2, width: 3, channels: 1,
      values: [Float](repeating: 0.5, count: 60))
    let selection = try selection([Counting(name: "restless", bias: 0)], of: still)
    #expect(selection.name == "persistence")
    #expect(selection.json["candidates"]?[1]?["score"] == .null)
  }

  @Test func errorsOfMissingPixelsDoNotCount() throws {
    var batch = steps(10)
    // Pixel 0 is wildly wrong from time step 5 on, where it is missing.
    for step in 5..<10 { batch.values[6 * step] = 1000 }
    batch.mask = .byStep(
      (0..<10).flatMap { step in (0..<6).map { $0 == 0 && step >= 5 ? 0 : 1 } })
    let selection = try selection([Counting(name: "good", bias: 0.1)], of: batch)
    #expect(abs((selection.rows[1].score ?? 1) - 0.01) < 1e-5)
  }

  /// A forecast that another one is made of is made once, and is not mistaken for one of other frames.
  @Test func sharedForecastsAreTheSame() throws {
    var batch = steps(6)
    for place in batch.values.indices {
      batch.values[place] = (batch.values[place] + Float(place % 5)) / 20
    }
    let shared = SharedInputs(batch)
    let cautious = Baseline.cautious.forecaster
    for (end, horizon) in [(6, 2), (5, 2), (5, 3), (6, 2)] {
      _ = try DampedForecaster().forecast(
        shared, known: 0..<end, horizon: horizon, progress: ForecastProgress())
      let alone = try cautious.forecast(batch.steps(0..<end), horizon: horizon)
      #expect(
        try cautious.forecast(
          shared, known: 0..<end, horizon: horizon, progress: ForecastProgress()) == alone)
    }
  }

  /// Each window of a batch is a sequence of its own, and gets the forecast that suits it.
  @Test func windowsChooseForThemselves() throws {
    let (moving, still) = (steps(10), [Float](repeating: 0.25, count: 6))
    var values: [Float] = []
    for step in 0..<10 { values += moving.values[6 * step..<6 * step + 6] + still }
    let both = FrameBatch(steps: 10, count: 2, height: 2, width: 3, channels: 1, values: values)
    let forecast = try AutoForecaster([Counting(name: "good", bias: 0)]).forecast(both, horizon: 2)
    #expect(forecast.image(step: 1, window: 0).values == [Float](repeating: 11, count: 6))
    #expect(forecast.image(step: 1, window: 1).values == still)
  }
}
