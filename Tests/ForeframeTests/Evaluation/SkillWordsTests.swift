import Foreframe
import ForeframeFiles
import ForeframeFrames
import TestSupport
import Testing

/// What a page says of scores, and what it shows.
@Suite struct SkillWordsTests {
  /// Persistence plus a step of brightness at every other pixel.
  private struct Off: Forecaster {
    var name: String { "off" }
    var step: Float
    var caseInputs: Int { 2 }
    var horizon: Int { 2 }
    func forecast(
      _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
    ) throws -> FrameBatch {
      var batch = try PersistenceForecaster().forecast(inputs, horizon: horizon)
      for index in stride(from: 0, to: batch.values.count, by: 2) { batch.values[index] += step }
      return batch
    }
  }

  private func evaluation(_ model: any Forecaster) throws -> (Evaluation, EvaluationResult) {
    let folder = try FrameFolder()
    for time in 0..<6 {
      var frame = Frame(format: FrameFormat(width: 16, height: 16))
      for index in frame.samples.indices {
        frame.samples[index] = UInt16(20 * time + index % 7 * 9)
      }
      let minutes = String(time * 5 + 100).dropFirst()
      try PNGCodec.write(
        frame, to: FileSystem.join(folder.path, "20240601_12\(minutes).png"))
    }
    var options = EvaluationOptions()
    options.choosesUnseen = true
    options.inputs = 2
    options.horizon = 2
    let evaluation = try Evaluation(folder.path, model, options: options)
    return (evaluation, try evaluation.run())
  }

  @Test func skillIsPutIntoWords() throws {
    func words(_ model: any Forecaster) throws -> [String] {
      SkillWords(try evaluation(model).1).sentences
    }
    let better = try words(LinearForecaster())
    #expect(better[0].contains("better than persistence") && better[0].contains("100 % smaller"))
    let worse = try words(Off(step: -2))
    #expect(worse[0].contains("worse than persistence") && worse[0].contains("times as large"))
    #expect(worse[0].contains("persistence is the better forecast"))
    #expect(try words(Off(step: 0))[0].contains("as good as persistence"))
    #expect(try words(PersistenceForecaster()).isEmpty)
  }

  @Test func similarityMayDisagree() throws {
    // Half of the pixels nearer to the truth, in stripes that are in none of the frames.
    let (_, result) = try evaluation(Off(step: 0.15))
    let total = result.report.total
    #expect(try #require(total.model.mse) < #require(total.reference.mse))
    #expect(try #require(total.model.ssim) < #require(total.reference.ssim))
    #expect(SkillWords(result).disagreement?.contains("SSIM says the opposite") ?? false)
  }

  @Test func thePageShowsPersistenceTimesAndTheBetterColumn() throws {
    let (evaluation, result) = try evaluation(Off(step: -2))
    let page = try Report(
      evaluation, result, Provenance(command: [], device: nil, seed: 0), frameTime: 1000
    ).page()
    #expect(page.contains("<figcaption>persistence</figcaption>"))
    #expect(page.contains("+5 min") && page.contains("+10 min"))
    #expect(page.contains("prefers-color-scheme: dark") && page.contains("class=\"zoom\""))
    #expect(page.contains("is the better forecast here."))
    // The reference's values are bold, the model's are not.
    let row = try #require(page.split(separator: "\n").first { $0.contains("<th>+5 min</th>") })
    #expect(row.contains("<td class=\"first\">"))
    #expect(!row.contains("first best") && row.contains(" best\">"))
    // Sums over frames are of the other convention.
    #expect(!page.contains("frame sum"))
  }
}
