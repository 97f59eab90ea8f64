import ForeframeFiles
import Testing
import ForeframeTraining

@Suite struct ScoreAccumulatorTests {
  @Test func countsByHand() throws {
    var scores = ScoreAccumulator(leadCount: 2)
    // Two frames of 1x2 pixels; persistence repeats (0, 0).
    scores.add(
      truth: [1, 0, 0, 1], prediction: [0.5, 0, 0.5, 0.5], reference: [0, 0], height: 1, width: 2,
      name: "one")
    scores.add(
      truth: [0, 0, 0, 0], prediction: [0, 1, 0, 0], reference: [0, 0], height: 1, width: 2)
    let report = scores.report()
    #expect(report.caseCount == 2)
    #expect(report.leads.map(\.lead) == [1, 2])
    // Squared errors sum to 1.25 and 0.5 over the four pixels of a lead, absolute ones to 1.5 and 1;
    // there are two cases. (Quotients in these lists take the type checker seconds.)
    #expect(report.leads.map(\.model.mse) == [0.3125, 0.125])
    #expect(report.leads.map(\.model.mseSum) == [0.625, 0.25])
    #expect(report.leads.map(\.model.mae) == [0.375, 0.25])
    #expect(report.leads.map(\.model.maeSum) == [0.75, 0.5])
    #expect(report.leads.map(\.reference.mse) == [0.25, 0.25])
    #expect(report.total.model.mse == 0.21875)
    #expect(report.total.reference.mse == 0.25)
    // 1 - 1.75 / 2
    #expect(report.skill == 0.125)
    #expect(report.total.skill == report.skill)
    #expect(report.total.model.ssim == nil)
    // Frames of 1, 2 and again: PSNR of a perfect frame counts as 100 dB.
    let second = try #require(report.leads[1].model.psnr)
    #expect(abs(second - 53.0103) < 1e-4)
    #expect(scores.cases.map(\.name) == ["one", ""])
    #expect(scores.cases.map(\.modelError) == [0.75, 1])
    #expect(scores.cases.map(\.mse) == [0.1875, 0.25])
  }

  @Test func batchIsCasesSideBySide() {
    let options = ScoreOptions(thresholds: [0.3, 0.7])
    let (time, count, height, width, channels) = (3, 4, 8, 9, 2)
    let size = height * width * channels
    func values(_ factor: Int, _ total: Int) -> [Float] {
      (0..<total).map { Float(($0 * factor) % 103) / 103 }
    }
    let truth = values(31, time * count * size)
    let prediction = values(47, time * count * size)
    let last = values(59, count * size)
    let mask = values(7, time * count * height * width).map { $0 < 0.02 ? Float(0) : 1 }
    var batch = ScoreAccumulator(leadCount: time, options: options)
    batch.addBatch(
      truth: truth, prediction: prediction, reference: last, mask: mask, count: count,
      validCount: 3, height: height, width: width, channels: channels)
    var single = ScoreAccumulator(leadCount: time, options: options)
    for number in 0..<3 {
      func pick(_ all: [Float], _ size: Int) -> [Float] {
        var picked: [Float] = []
        for step in 0..<time {
          let start = (step * count + number) * size
          picked += all[start..<(start + size)]
        }
        return picked
      }
      single.add(
        truth: pick(truth, size), prediction: pick(prediction, size),
        reference: Array(last[(number * size)..<((number + 1) * size)]),
        mask: pick(mask, height * width), height: height, width: width, channels: channels)
    }
    #expect(batch.cases == single.cases && batch.cases.count == 3)
    #expect(batch.report().leads == single.report().leads)
    #expect(batch.report().total == single.report().total)
    #expect(batch.report().interval == single.report().interval)
  }

  @Test func missingPixelsCountForNothing() {
    var scores = ScoreAccumulator(leadCount: 2)
    scores.add(
      truth: [.nan, 0.5, .nan, .nan], prediction: [9, 0.25, 9, 9], reference: [7, 0.5],
      mask: [0, 1, 0, 0], height: 1, width: 2)
    let report = scores.report()
    #expect(report.leads[0].model.mse == 0.0625 && report.leads[0].model.mseSum == 0.0625)
    #expect(report.leads[0].reference.mse == 0)
    #expect(report.leads[1].model.mse == nil && report.leads[1].model.psnr == nil)
    #expect(report.total.model.mse == 0.0625)
    #expect(report.skill == nil && report.interval == nil)
    #expect(report.json["leads"]?[1]?["model"]?["mse"] == .null)
  }

  @Test func notANumberShows() {
    var scores = ScoreAccumulator(leadCount: 1)
    scores.add(truth: [0, 0], prediction: [.nan, 0], reference: [0, 1], height: 1, width: 2)
    let model = scores.report().total.model
    #expect(model.mse?.isNaN == true && model.psnr?.isNaN == true)
  }

  @Test func eventsAverageOverLeadTimes() throws {
    var scores = ScoreAccumulator(leadCount: 3, options: ScoreOptions(thresholds: [0.5]))
    // CSI 1, 1/2 and none (no events at all).
    scores.add(
      truth: [1, 1, 1, 1, 0, 0], prediction: [1, 1, 1, 0, 0, 0], reference: [1, 1], height: 1,
      width: 2)
    let events = try #require(scores.report().total.model.events.first)
    #expect(events.csi == 0.75)
    #expect(events.counts == Contingency(hits: 3, misses: 1, correctNegatives: 2))
  }

  func accumulator(_ skills: [Double], groups: [Int]? = nil, seed: UInt64 = 0) -> ScoreReport {
    var scores = ScoreAccumulator(leadCount: 1, options: ScoreOptions(seed: seed))
    for (number, skill) in skills.enumerated() {
      scores.add(
        truth: [0], prediction: [Float((1 - skill).squareRoot())], reference: [1], height: 1,
        width: 1, group: groups?[number])
    }
    return scores.report()
  }

  @Test func bootstrapIsSureWhenAllAgree() throws {
    let interval = try #require(accumulator([Double](repeating: 0.75, count: 10)).interval)
    #expect(interval.low == 0.75 && interval.high == 0.75 && interval.groups == 10)
  }

  @Test func bootstrapFindsTheSpread() throws {
    // Skill 0 or 1 with equal chance: the mean of 100 has a deviation of 0.05.
    let report = accumulator((0..<100).map { Double($0 % 2) })
    let interval = try #require(report.interval)
    #expect(abs(try #require(report.skill) - 0.5) < 1e-9)
    #expect(abs(interval.low - 0.402) < 0.03 && abs(interval.high - 0.598) < 0.03)
    #expect(interval == accumulator((0..<100).map { Double($0 % 2) }).interval)
    #expect(interval != accumulator((0..<100).map { Double($0 % 2) }, seed: 1).interval)
    // Cases that belong together make the interval wider.
    let grouped = accumulator(
      (0..<100).map { Double($0 / 10 % 2) }, groups: (0..<100).map { $0 / 10 })
    let wide = try #require(grouped.interval)
    #expect(wide.groups == 10 && wide.high - wide.low > 2 * (interval.high - interval.low))
  }

  @Test func oneGroupHasNoInterval() {
    #expect(accumulator([0.5, 0.25], groups: [3, 3]).interval == nil)
    #expect(accumulator([0.5]).interval == nil)
  }
}
