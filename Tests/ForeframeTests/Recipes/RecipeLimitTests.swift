import ForeframeFiles
import Foreframe
import ForeframeFrames
import ForeframeTraining
import Testing

/// Numbers in recipes that no network could be trained with: refused with the key, never a trap.
@Suite struct RecipeLimitTests {
  private func refusal(_ data: String = "", _ training: String = "", _ model: String = "") -> String
  {
    do {
      let value = try YAMLText.parse(
        """
        model: {layers: [{channels: 4, kernel: 3}]\(model)}
        data: {inputs: 2, horizon: 3\(data)}
        training: {steps: 5\(training)}
        """)
      _ = try Recipe(value, file: "r")
      return "accepted"
    } catch let error as RecipeError {
      #expect(error.exitStatus == .badConfiguration)
      return error.message
    } catch {
      return "another error: \(error)"
    }
  }

  @Test(arguments: [
    "minimum: 5, maximum: 5", "minimum: 1e300", "maximum: -1e39", "minimum: -3e38, maximum: 3e38",
    "minimum: 16777216, maximum: 16777217", "minimum: 0, maximum: 1e-30",
  ])
  func rangesOfSamples(_ text: String) {
    let words = refusal(", path: x, " + text)
    #expect(words.hasPrefix("r: data.m"), "\(words)")
  }

  @Test(arguments: [
    "rate: 1e39", "rate: 1e-60", "clip_norm: 1e300", "optimiser: {kind: adam, epsilon: 1e-300}",
    "optimiser: {kind: adam, beta1: 0.99999999999}",
    "optimiser: {kind: adam, beta2: 0.99999999999}",
    "optimiser: {kind: rmsprop, decay: 0.99999999999}",
    "optimiser: {kind: sgd, momentum: 0.99999999999}", "loss: {kind: huber, delta: 1e-300}",
    "schedule: {kind: one-cycle, divisor: 1e-300}",
    "schedule: {kind: step, every: 1, factor: 1e300}",
  ])
  func numbersThatAFloatCannotHold(_ text: String) {
    let words = refusal(", path: x", ", " + text)
    #expect(words.hasPrefix("r: training."), "\(words)")
  }

  @Test func dropoutOfEverythingIsRefused() {
    #expect(refusal("", "", ", dropout: 0.99999999999").contains("dropout"))
  }

  @Test func layersHaveALimit() throws {
    let layer = "{channels: 1, kernel: 1}"
    func recipe(_ count: Int, frames: Int) throws -> Recipe {
      let value = try YAMLText.parse(
        "model: {layers: [{channels: 1}]}\ndata: {inputs: \(frames), horizon: \(frames)}\n"
          + "training: {steps: 1}")
      guard case .object(var object) = value else { throw RecipeError.missing(file: "", key: "") }
      let layers = JSON.array([JSON](repeating: try YAMLText.parse(layer), count: count))
      object["model"] = ["layers": layers]
      return try Recipe(.object(object), file: "r")
    }
    let largest = try recipe(256, frames: 10)
    // Found in a time that grows with the layers, not with their square.
    #expect(largest.model.parameters.count == 256 * 3 + 2)
    #expect(throws: RecipeError.self) { try recipe(257, frames: 1) }
    #expect(throws: RecipeError.self) { try recipe(100_000, frames: 1) }
    #expect(throws: RecipeError.self) { try recipe(256, frames: 1000) }
  }

  @Test func overridesHaveALimitedDepth() throws {
    for keys in ["a", "0"] {
      let path = [String](repeating: keys, count: 50_000).joined(separator: ".")
      let folder = try FileSystem.makeTemporaryDirectory("recipe")
      defer { try? FileSystem.removeTree(folder) }
      let file = FileSystem.join(folder, "r.yaml")
      try AtomicFile.write(RecipeTests.minimal, to: file)
      let error = #expect(throws: RecipeError.self) {
        try Recipe.read(file, overrides: Recipe.Overrides(settings: [path + "=1"]))
      }
      #expect((error?.message.count ?? .max) < 400)
    }
  }

  @Test(arguments: [("minimum", 255.0), ("minimum", 300), ("maximum", 0), ("maximum", -4)])
  func anEndAgainstTheOthersDefault(_ key: String, _ value: Double) {
    var description = DatasetDescription()
    if key == "minimum" { description.minimum = value } else { description.maximum = value }
    let error = #expect(throws: RecipeError.self) {
      try description.scaling(for: FrameFormat(width: 1, height: 1), source: "data")
    }
    #expect(error?.message.contains(key) == true)
    #expect(error?.message.contains("8-bit") == true)
  }

  /// Of 10^9 steps, each with a rate that is a product of as many factors.
  @Test func scheduledRatesTakeNoTime() {
    let schedule = Schedule.step(every: 1, factor: 0.999_999)
    #expect(schedule.share(step: 3, of: 5) == 0.999_999 * 0.999_999 * 0.999_999)
    let late = schedule.share(step: 999_999_999, of: 1_000_000_000)
    #expect(late >= 0 && late < 1e-300)
    #expect(Schedule.step(every: 1, factor: 1).share(step: 999_999_999, of: 1_000_000_000) == 1)
  }
}
