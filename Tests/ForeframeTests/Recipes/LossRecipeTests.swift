import Foreframe
import ForeframeFiles
import ForeframeTraining
import Testing

/// The loss of a recipe: words, settings, mixtures.
@Suite struct LossRecipeTests {
  private func recipe(_ loss: String, output: String = "linear") throws -> Recipe {
    let value = try YAMLText.parse(
      """
      model: {layers: [{channels: 4, kernel: 3}], patch: 4, output: \(output)}
      data: {synthetic: moving-digits, inputs: 2, horizon: 3}
      training: {steps: 50, batch: 2, loss: \(loss)}
      """)
    return try Recipe(value, file: "test")
  }

  private func refusal(_ loss: String) -> String {
    do {
      _ = try recipe(loss)
      return "accepted"
    } catch let error as RecipeError {
      return error.message
    } catch {
      return "another error: \(error)"
    }
  }

  private static let weights = IntensityWeights(thresholds: [51, 102], weights: [1, 2, 5])

  @Test(arguments: [
    ("ssim", Loss.structuralSimilarity),
    ("gradient-difference", .gradientDifference(.absolute)),
    ("{kind: gradient-difference, power: 2}", .gradientDifference(.squared)),
    ("facl", .fourier(CorrelationSchedule())),
    ("{kind: facl, end_step: 30}", .fourier(CorrelationSchedule(end: 30))),
    ("{kind: balanced-mse, thresholds: [51, 102], weights: [1, 2, 5]}", .balancedSquared(weights)),
    ("{kind: balanced-mae, thresholds: [51, 102], weights: [1, 2, 5]}", .balancedAbsolute(weights)),
    (
      "{mse: 1, ssim: 0.2}",
      .mixture([LossTerm(1, .meanSquared), LossTerm(0.2, .structuralSimilarity)])
    ),
    (
      "{huber: {delta: 0.5, weight: 2}, facl: 0.25, mae: {}}",
      .mixture([
        LossTerm(2, .huber(delta: 0.5)), LossTerm(0.25, .fourier(CorrelationSchedule())),
        LossTerm(1, .meanAbsolute),
      ])
    ),
  ])
  func losses(_ text: String, _ loss: Loss) throws {
    let recipe = try recipe(text)
    #expect(recipe.training.loss == loss)
    // What a run keeps is read as the same loss.
    #expect(try Recipe(recipe.json, file: "again").training.loss == loss)
  }

  /// What runs before had in their files stays as it was, so that they can go on.
  @Test func theOldOnesAreWrittenAsBefore() throws {
    #expect(try recipe("mse").json["training"]?["loss"] == "mse")
    #expect(
      try recipe("{kind: huber, delta: 0.5}").json["training"]?["loss"]
        == ["kind": "huber", "delta": 0.5])
    let training = try recipe("mae").json["training"]?.object
    #expect(training?["average"] == nil && training?["frozen"] == nil)
  }

  @Test(arguments: [
    ("smis", "did you mean ssim?"), ("{mse: 1, smis: 1}", "training.loss.ssim"),
    ("{mse: -1}", "training.loss.mse.weight"), ("{mse: 0}", "training.loss.mse.weight"),
    ("{mse: much}", "training.loss.mse.weight"), ("{}", "no losses"),
    ("{mse: null}", "no losses"), ("{kind: ssim, delta: 1}", "does not go with loss ssim"),
    ("{ssim: {weight: 1, delta: 1}}", "training.loss.ssim.delta"),
    ("{kind: gradient-difference, power: 3}", "training.loss.power"),
    ("{kind: facl, end_step: 0}", "training.loss.end_step"),
    ("balanced-mse", "training.loss.thresholds"),
    ("{kind: balanced-mse, thresholds: [5]}", "training.loss.weights"),
    ("{kind: balanced-mse, thresholds: [5], weights: [1]}", "one more than thresholds"),
    ("{kind: balanced-mse, thresholds: [], weights: [1]}", "thresholds"),
    ("{kind: balanced-mse, thresholds: [5, 5], weights: [1, 2, 3]}", "larger than the one before"),
    ("{kind: balanced-mse, thresholds: [5], weights: [1, -2]}", "at least 0"),
    ("{kind: balanced-mse, thresholds: [5], weights: [0, 0]}", "not all of them 0"),
    ("{kind: balanced-mse, thresholds: 5, weights: [1, 2]}", "not a list of numbers"),
    ("{kind: balanced-mse, thresholds: [1e300], weights: [1, 2]}", "not a list of numbers"),
    ("{bce: 1, ssim: 1}", "bce"),
  ])
  func whatIsRefused(_ text: String, _ words: String) {
    #expect(refusal(text).contains(words), "\(refusal(text))")
  }

  /// The cross-entropy of a mixture reads logits, and needs them.
  @Test func logitsGoWithTheCrossEntropyOfAMixture() throws {
    #expect(try recipe("{bce: 1, ssim: 0.1}", output: "logits").training.loss.takesLogits)
    #expect(throws: RecipeError.self) { try recipe("{mse: 1, ssim: 0.1}", output: "logits") }
  }

  /// Thresholds are samples, and nine tenths of the run go from the correlation to the amplitudes.
  @Test func theDataAndTheLengthResolveIt() throws {
    let recipe = try recipe(
      "{facl: 1, balanced-mse: {weight: 1, thresholds: [51, 102], weights: [1, 2, 5]}}")
    let experiment = try FrameExperiment(recipe, try TrainingData.open(recipe))
    #expect(
      experiment.task.frameLoss
        == .mixture([
          LossTerm(1, .fourier(CorrelationSchedule(end: 45))),
          LossTerm(
            1, .balancedSquared(IntensityWeights(thresholds: [0.2, 0.4], weights: [1, 2, 5]))),
        ]))
    let schedule = CorrelationSchedule(end: 45)
    #expect(schedule.chance(step: 0) == 1)
    #expect(abs(schedule.chance(step: 9) - 0.8) < 1e-12)
    #expect(schedule.chance(step: 45) == 0 && schedule.chance(step: 49) == 0)
  }
}
