import ForeframeFiles
import Foreframe
import ForeframeRecurrent
import Testing
import ForeframeTraining

/// The recipes in `Configs/`.
@Suite struct ConfigTests {
  static let folder = FileSystem.join(
    (0..<4).reduce(#filePath) { path, _ in FileSystem.split(path).folder }, "Configs")

  static func recipe(_ name: String) throws -> Recipe {
    try Recipe.read(FileSystem.join(folder, name + ".yaml"))
  }

  @Test func allAreRead() throws {
    let names = try FileSystem.list(Self.folder).filter { $0.hasSuffix(".yaml") }
    #expect(names.count >= 10)
    for name in names {
      let recipe = try Recipe.read(FileSystem.join(Self.folder, name))
      #expect(recipe.name == FileSystem.stem(name))
      #expect(try Recipe(recipe.json, file: name) == recipe, "\(name) resolved")
    }
  }

  /// Counts that Shi et al. 2015 print in table 1, and OpenSTL's (the layers that are used).
  @Test(arguments: [
    ("shi-2015-1-layer-5x5", 13_524_496), ("shi-2015-2-layers-5x5", 10_042_896),
    ("shi-2015-3-layers-5x5", 7_585_296), ("shi-2015-2-layers-1x1", 11_550_224),
    ("shi-2015-3-layers-1x1", 8_830_480), ("openstl-convlstm-s", 11_675_648),
  ])
  func parameterCount(_ name: String, _ count: Int) throws {
    #expect(try Self.recipe(name).model.parameterCount == count)
  }

  @Test func multiplyAddsOfOpenSTL() throws {
    let recipe = try Self.recipe("openstl-convlstm-s")
    // Every weight meets every one of 16x16 places in each of 19 steps: 56.79 G.
    #expect(
      recipe.model.multiplyAdds(
        inputs: recipe.data.inputs, horizon: recipe.data.horizon, height: recipe.data.height,
        width: recipe.data.width) == 11_675_648 * 256 * 19)
    #expect(11_675_648 * 256 * 19 == 56_790_351_872)
  }

  @Test func scheduledSamplingOfOpenSTL() throws {
    var recipe = try Self.recipe("openstl-convlstm-s")
    // Nobody has the digits' file here.
    recipe.data.digits = nil
    let experiment = try FrameExperiment(recipe, TrainingData.open(recipe))
    let sampling = experiment.task.sampling
    #expect(sampling.truthChance(step: 0) == 1)
    #expect(abs(sampling.truthChance(step: 1) - (1 - 2e-5)) < 1e-12)
    #expect(sampling.truthChance(step: 50_000) == 0)
    #expect(experiment.plan.steps == 200 * 625)
  }
}
