import Foreframe
import ForeframeFiles
import ForeframeFrames
import Testing

/// Training windows that are prepared once: at several scales, with the motion of their inputs.
@Suite struct WindowPoolTests {
  private func recipe(_ model: String, _ data: String, batch: Int = 2) throws -> Recipe {
    let value = try YAMLText.parse(
      """
      model: \(model)
      data: \(data)
      training: {steps: 5, batch: \(batch), validation_cases: 3}
      """)
    return try Recipe(value, file: "test")
  }

  private static let flow = "{architecture: flow-residual, layers: [{channels: 4}]}"

  /// A batch depends on its number alone, whichever was made before it.
  @Test func batchesDependOnTheirNumberAlone() throws {
    let recipe = try recipe(
      Self.flow,
      "{synthetic: clouds, height: 24, width: 32, inputs: 4, horizon: 2, pool: 3, augment: mirrored}"
    )
    let data = try TrainingData.open(recipe)
    let experiment = try FrameExperiment(recipe, data)
    let third = try experiment.batches(2)
    let again = try FrameExperiment(recipe, TrainingData.open(recipe))
    _ = try again.batches(0)
    let other = try again.batches(2)
    #expect(third.frames == other.frames && third.guide == other.guide)
    let guide = try #require(third.guide)
    #expect(guide.field.count == 2 * 24 * 32 * 2 && guide.mask.count == 2 * 24 * 32)
    #expect(guide.forecast.count == 2 * 2 * 24 * 32)
    #expect(guide.errors?.count == 2)
    #expect(guide.errors?.allSatisfy { $0 > 0 } == true)
  }

  /// What a window is given is the damped forecast of its inputs, also where it is mirrored or turned.
  @Test func theForecastIsTurnedWithTheFrames() throws {
    let recipe = try recipe(
      Self.flow,
      "{synthetic: clouds, height: 32, width: 32, inputs: 4, horizon: 2, pool: 1, augment: turned}",
      batch: 1)
    let experiment = try FrameExperiment(recipe, TrainingData.open(recipe))
    let pixels = 32 * 32
    for number in 0..<6 {
      let batch = try experiment.batches(number)
      let guide = try #require(batch.guide)
      let truth = batch.frames.suffix(2 * pixels)
      let error =
        zip(truth, guide.forecast).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        / Float(2 * pixels)
      #expect(abs(error - (guide.errors?[0] ?? 0)) < 1e-6)
    }
  }

  /// Windows of several steps in time and blocks in space come from one folder.
  @Test func severalScales() throws {
    let folder = try FileSystem.makeTemporaryDirectory("scales")
    defer { try? FileSystem.removeTree(folder) }
    try MovingDigits(seed: 7, frameCount: 14, size: 48)
      .write(0, to: FileSystem.join(folder, "train/a"))
    try MovingDigits(seed: 8, frameCount: 6, size: 48)
      .write(0, to: FileSystem.join(folder, "validation/b"))
    let recipe = try recipe(
      "{layers: [{channels: 4}]}",
      "{path: \(folder), inputs: 2, horizon: 2, crop: [16, 20], blocks: [1, 2], time_steps: [1, 3], pool: 20}"
    )
    let data = try TrainingData.open(recipe)
    #expect(data.size == FrameSize(height: 16, width: 20))
    let batch = try data.batch(0)
    #expect(batch.steps == 4 && batch.count == 2 && batch.height == 16 && batch.width == 20)
    #expect(try TrainingData.open(recipe).batch(0) == batch)
    #expect(try data.validation(0).height == 16)
    // Neither the number of windows nor their order is that of one scale.
    #expect(data.batchesPerEpoch == 10)
    #expect(try Recipe(recipe.json, file: "again").data == recipe.data)
  }

  @Test(arguments: [
    "{path: x, inputs: 2, horizon: 2, blocks: [1, 2]}",
    "{path: x, inputs: 2, horizon: 2, crop: [8, 8], blocks: []}",
    "{path: x, inputs: 2, horizon: 2, crop: [8, 8], blocks: [2, 2]}",
    "{path: x, inputs: 2, horizon: 2, crop: [8, 8], reduce: [9, 9], blocks: [2]}",
    "{path: x, inputs: 2, horizon: 2, time_steps: [0]}",
    "{path: x, inputs: 2, horizon: 2, time_steps: 2}",
    "{synthetic: clouds, inputs: 2, horizon: 2, blocks: [2], crop: [8, 8]}",
  ])
  func otherScalesAreRefused(_ data: String) throws {
    #expect(throws: RecipeError.self) { try recipe(Self.flow, data) }
  }
}
