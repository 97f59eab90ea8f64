import Foreframe
import ForeframeFiles
import ForeframeTraining
import Testing

/// What a recipe says of averages and frozen parameters.
@Suite struct FrozenRecipeTests {
  private func experiment(_ training: String) throws -> FrameExperiment {
    let value = try YAMLText.parse(
      """
      model: {layers: [{channels: 4, kernel: 3}, {channels: 3, kernel: 3}], patch: 4}
      data: {synthetic: moving-digits, inputs: 2, horizon: 3}
      training: {steps: 50, batch: 2, \(training)}
      """)
    let recipe = try Recipe(value, file: "test")
    #expect(try Recipe(recipe.json, file: "again").training == recipe.training)
    return try FrameExperiment(recipe, try TrainingData.open(recipe))
  }

  private func refusal(_ training: String) -> String {
    do {
      _ = try experiment(training)
      return "accepted"
    } catch let error as any UserFacingError {
      return error.message
    } catch {
      return "\(error)"
    }
  }

  @Test func frozen() throws {
    let all = try experiment("average: 0.99")
    #expect(all.plan.average == WeightAverage(decay: 0.99))
    #expect(all.frozen.count == 0)
    let one = try experiment("frozen: layers.0")
    let both = try experiment("frozen: [layers.0, '*.1.*']")
    #expect(one.plan.frozen == [NamePattern("layers.0")])
    #expect(0 < one.frozen.count && one.frozen.count < both.frozen.count)
    #expect(both.frozen.count < both.frozen.total)
  }

  @Test(arguments: [
    (
      "frozen: [layers.7]",
      "'layers.7' is no parameter of the network, whose parameters are layers.0, layers.1, readout"
    ),
    ("frozen: '*'", "leaves no parameter"), ("frozen: 3", "training.frozen"),
    ("frozen: [3]", "training.frozen"), ("frozen: ['']", "training.frozen"),
    ("average: 1", "training.average"), ("average: -0.1", "training.average"),
    ("average: slow", "training.average"),
  ])
  func whatIsRefused(_ training: String, _ words: String) {
    #expect(refusal(training).contains(words), "\(refusal(training))")
  }
}
