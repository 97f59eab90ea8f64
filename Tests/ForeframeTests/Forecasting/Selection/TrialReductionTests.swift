import Foreframe
import ForeframeFrames
import Testing

/// Large frames are reduced for the trials.
@Suite struct TrialReductionTests {
  @Test(
    arguments: [
      (1024, 1024, 1), (4096, 4096, 8), (2000, 3000, 5), (1025, 1024, 2), (2, 1 << 22, 1),
    ])
  func blocks(height: Int, width: Int, block: Int) {
    let size = FrameSize(height: height, width: width)
    let reduction = AutoForecaster.trialReduction(of: size)
    #expect((reduction?.block ?? 1) == block)
    if let reduction { #expect(reduction.size.height * reduction.size.width <= 512 * 512) }
  }

  /// Repeats the last frame, one sample brighter for each lead.
  private struct Brighter: Forecaster {
    let name = "brighter"
    var patch = 1

    func forecast(
      _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
    ) throws -> FrameBatch {
      let last = inputs.values.suffix(inputs.height * inputs.width)
      return FrameBatch(
        steps: horizon, count: 1, height: inputs.height, width: inputs.width, channels: 1,
        values: (1...horizon).flatMap { lead in last.map { $0 + Float(lead) / 255 } })
    }
  }

  @Test func theTrialsSayThatFramesAreReduced() throws {
    let format = FrameFormat(width: 1030, height: 1020, colourType: .grey, bitDepth: 8)
    let frames = (0..<3).map { Frame(format: format, repeating: UInt16(100 + $0)) }
    let auto = AutoForecaster([Brighter(patch: 2), Brighter()])
    let (forecaster, selection) = try auto.select(frames, reading: 3, horizon: 2)
    #expect(forecaster.patch == 1 && selection.chosen == 2 && selection.block == 3)
    #expect(selection.verdict(1) == "not tried on reduced frames; name it alone with -m")
    #expect(selection.sentence.contains("on your last 3 frames, reduced by 3,"))
    #expect(selection.json["reduced_by"] == 3)
  }
}
