import Foreframe
import ForeframeFrames
import ForeframeTraining
import Testing

/// From what a folder is like to a recipe, without any folder.
@Suite struct RecipeChoiceTests {
  private let plenty = 16 << 30

  private func choose(
    _ facts: FolderFacts, _ wishes: RecipeWishes = RecipeWishes(), memory: Int? = nil
  ) throws -> Recipe {
    try RecipeChoice(facts, wishes, memory: memory ?? plenty).recipe()
  }

  private func movement(_ fast: Double) -> FolderFacts.Movement {
    FolderFacts.Movement(typical: fast / 3, fast: fast, gain: 0.4)
  }

  /// One sequence of video: a part of each frame, held out by time with a window between.
  @Test func aVideo() throws {
    let facts = FolderFacts(
      path: "frames/film", size: FrameSize(height: 180, width: 320), cadence: "1 frame",
      sequences: [132], movement: movement(0.6))
    let recipe = try choose(facts)
    #expect(recipe.name == "film" && recipe.data.path == "frames/film")
    #expect(recipe.data.inputs == 10 && recipe.data.horizon == 10)
    #expect(recipe.data.reduce == nil && recipe.data.crop == FrameSize(height: 128, width: 128))
    #expect(recipe.data.fractions == [1, 0, 0] && recipe.data.gap == 20)
    #expect(recipe.data.heldOut > 0.2 && recipe.data.heldOut < 0.3)
    #expect(recipe.data.augment == .turned)
    #expect(recipe.training.minutes == 10 && recipe.training.batch == 4)
    #expect(recipe.training.plan(batchesPerEpoch: nil)?.seconds == 600)
    guard case .oneCycle = recipe.training.plan.schedule else {
      Issue.record("\(recipe.training.plan.schedule)")
      return
    }
    #expect(recipe.model.patch == 4)
    guard case .autoregressive = recipe.model else {
      Issue.record("\(recipe.model)")
      return
    }
  }

  /// A short series of large frames: reduced, so that a part shows where rain comes from.
  @Test func aRadarEvent() throws {
    let facts = FolderFacts(
      path: "radar", size: FrameSize(height: 1226, width: 760), cadence: "5 min",
      sequences: [40], movement: movement(4))
    let recipe = try choose(facts)
    #expect(recipe.data.inputs == 4 && recipe.data.horizon == 4)
    #expect(recipe.data.reduce == FrameSize(height: 408, width: 253))
    #expect(recipe.data.crop == FrameSize(height: 128, width: 128))
    #expect(recipe.data.gap == 8)
    // Held out are more windows than one.
    #expect(40 * recipe.data.heldOut >= 13)
    // Rain is carried by motion: the network begins as the damped forecast.
    guard case .flowResidual = recipe.model else {
      Issue.record("\(recipe.model)")
      return
    }
    #expect(recipe.data.reverses && recipe.data.pool == 256)
    // What moves fast is reduced further.
    let fast = FolderFacts(
      path: "radar", size: facts.size, sequences: [40], movement: movement(60))
    #expect(try choose(fast).data.reduce?.width ?? 0 < 200)
  }

  @Test func manySequencesAreDividedAsAWhole() throws {
    var facts = FolderFacts(
      path: "clips", size: FrameSize(height: 64, width: 64),
      sequences: [Int](repeating: 20, count: 40))
    var recipe = try choose(facts)
    #expect(recipe.data.split == .sequence && recipe.data.fractions == [0.8, 0.1, 0.1])
    #expect(recipe.data.inputs + recipe.data.horizon == 20)
    #expect(recipe.data.crop == nil && recipe.data.reduce == nil)
    #expect(recipe.training.batch == 8)
    facts.sequences = [Int](repeating: 20, count: 6)
    recipe = try choose(facts)
    let fractions = try #require(recipe.data.fractions)
    #expect(recipe.data.split == .sequence && abs(fractions[1] - 1.0 / 6) < 1e-4)
    // Three sequences: a third of all would be too much.
    facts.sequences = [60, 60, 60]
    recipe = try choose(facts)
    #expect(recipe.data.split == nil && recipe.data.gap == recipe.data.inputs + recipe.data.horizon)
  }

  @Test func foldersThatDivideAreLeftAlone() throws {
    let facts = FolderFacts(
      path: "scenes", size: FrameSize(height: 256, width: 256), cadence: "10 min",
      sequences: [8, 8, 8, 8], validation: [8], test: [8], hasSplitFolders: true)
    let recipe = try choose(facts)
    #expect(recipe.data.split == nil && recipe.data.fractions == nil && recipe.data.gap == 0)
    #expect(recipe.data.inputs == 4 && recipe.data.horizon == 4)
    // Without a folder for validation, time divides.
    var bare = facts
    (bare.sequences, bare.validation) = ([50], [])
    #expect(try choose(bare).data.gap == 10)
  }

  @Test func wishesWin() throws {
    let facts = FolderFacts(
      path: "film", size: FrameSize(height: 180, width: 320), sequences: [132])
    let recipe = try choose(
      facts,
      RecipeWishes(
        inputs: 3, horizon: 6, size: FrameSize(height: 90, width: 160), minutes: 1.5,
        mask: "a b.png"))
    #expect(recipe.data.inputs == 3 && recipe.data.horizon == 6)
    #expect(recipe.data.reduce == FrameSize(height: 90, width: 160) && recipe.data.crop == nil)
    #expect(recipe.training.minutes == 1.5 && recipe.data.mask == "a b.png")
    #expect(try choose(facts, RecipeWishes(inputs: 4)).data.inputs == 4)
    let far = try choose(facts, RecipeWishes(horizon: 30))
    #expect(far.data.horizon == 30 && far.data.inputs >= 1)
  }

  @Test func littleMemoryMakesSmallBatches() throws {
    let facts = FolderFacts(
      path: "film", size: FrameSize(height: 180, width: 320), sequences: [132])
    let batches = try [16 << 30, 1 << 30, 300 << 20, 20 << 20].map {
      try choose(facts, memory: $0).training
    }
    #expect(batches[0].batch == 4 && !batches[0].recomputes)
    #expect(batches.map(\.batch) == batches.map(\.batch).sorted(by: >))
    #expect(batches[3].batch == 1 && batches[3].recomputes)
  }

  /// Deep files that use a small part of their range.
  @Test func narrowRangesAreWidened() throws {
    var facts = FolderFacts(
      path: "deep", size: FrameSize(height: 64, width: 64), bitDepth: 16,
      sequences: [132], samples: 1000...3000)
    var recipe = try choose(facts)
    #expect(recipe.data.minimum == 800 && recipe.data.maximum == 3200)
    facts.samples = 0...60_000
    recipe = try choose(facts)
    #expect(recipe.data.minimum == nil && recipe.data.maximum == nil)
    facts.samples = 1000...3000
    facts.hasGivenRange = true
    #expect(try choose(facts).data.minimum == nil)
  }

  /// However odd a folder is, the recipe is one, and its text says the same.
  @Test func everyFolderHasARecipe() throws {
    for lengths in [
      [1], [2], [3], [5], [7, 1], [12], [2, 2, 2, 2, 2, 2], [400, 3], [20, 40, 60],
    ] {
      for side in [1, 5, 30, 100, 700, 4000] {
        for depth in [8, 16] {
          let facts = FolderFacts(
            path: "a 'strange' \"name\": #1", size: FrameSize(height: side, width: 2 * side),
            channels: depth == 16 ? 3 : 1, bitDepth: depth, sequences: lengths,
            samples: 5...5, movement: movement(Double(side)))
          let choice = RecipeChoice(facts, memory: 1 << 30)
          let recipe = try choice.recipe()
          #expect(recipe.data.path == facts.path)
          #expect(choice.summary.count <= 11)
          let size = try #require(
            FrameGeometry(
              reduced: recipe.data.reduce, crop: recipe.data.crop, multiple: recipe.model.patch
            ).outputSize(of: facts.size), "\(facts.size)")
          #expect(size.height * size.width <= 40_000)
          #expect(
            recipe.data.inputs + recipe.data.horizon <= max(2, lengths.max() ?? 0), "\(lengths)")
        }
      }
    }
  }

  @Test func settingsComeAfterTheChoice() throws {
    let facts = FolderFacts(
      path: "film", size: FrameSize(height: 180, width: 320), sequences: [132])
    let recipe = try RecipeChoice(facts, memory: plenty).recipe(
      Recipe.Overrides(settings: ["training.rate=5e-4"], seed: 7, steps: 12))
    #expect(recipe.training.plan.peakRate == 5e-4 && recipe.training.plan.seed == 7)
    #expect(recipe.training.length == .steps(12) && recipe.training.minutes == nil)
  }
}
