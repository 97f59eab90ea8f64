import Foreframe
import ForeframeFrames
import Testing

/// What a validation says of a network beside forecasts without training.
@Suite struct FrameScoresTests {
  /// Two pixels that become 1, and what is forecast of them.
  private func scores(_ forecast: [Float]) -> FrameScores {
    var scores = FrameScores()
    scores.add(
      FrameBatch(steps: 2, count: 1, height: 1, width: 2, channels: 1, values: [0, 0, 1, 1]),
      forecast: forecast, inputs: 1)
    return scores
  }

  @Test func motionIsComparedOnItsOwnCases() throws {
    var all = FrameScores()
    all.add(scores([1, 0.5]), motion: 0.5)
    #expect(all.mse == 0.125 && all.persistenceMSE == 1 && all.skill == 0.875)
    #expect(all.motionMSE == 0.25 && all.motionSkill == 0.5)
    // A case for which motion was not computed counts for the rest alone.
    all.add(scores([0, 0]), motion: nil)
    #expect(all.mse == 0.5625 && all.motionMSE == 0.25 && all.motionSkill == 0.5)
    let names = all.values.map(\.name)
    #expect(names == FrameScores.columns)
    let words = FrameScores.headline(step: 3) { name in
      all.values.first { $0.name == name }?.value
    }
    #expect(words.contains("skill against motion 0.500"))
    let none = scores([1, 1])
    #expect(none.motionMSE == nil && none.motionSkill == nil)
    #expect(none.values.map(\.name) == Array(FrameScores.columns.prefix(4)))
  }
}
