import ForeframeFiles
import Foreframe
import Testing
import ForeframeTraining

/// Reading recipes: what is accepted, what is refused, and in which words.
@Suite struct RecipeTests {
  static let minimal = """
    model: {layers: [{channels: 4, kernel: 3}], patch: 4}
    data: {synthetic: moving-digits, inputs: 2, horizon: 3}
    training: {steps: 5}
    """

  func read(_ text: String, _ overrides: Recipe.Overrides = .init()) throws -> Recipe {
    let folder = try FileSystem.makeTemporaryDirectory("recipe")
    defer { try? FileSystem.removeTree(folder) }
    let path = FileSystem.join(folder, "my.yaml")
    try AtomicFile.write(text, to: path)
    return try Recipe.read(path, overrides: overrides)
  }

  func setting(_ settings: String...) throws -> Recipe {
    try read(Self.minimal, Recipe.Overrides(settings: settings))
  }

  /// The words of the refusal, and that it is one of the configuration.
  func refusal(_ settings: String...) -> String {
    do {
      _ = try read(Self.minimal, Recipe.Overrides(settings: settings))
      return "accepted"
    } catch let error as RecipeError {
      #expect(error.exitStatus == .badConfiguration)
      return error.message
    } catch {
      return "another error: \(error)"
    }
  }

  @Test func defaults() throws {
    let recipe = try read(Self.minimal)
    #expect(recipe.name == "my")
    #expect(recipe.training.batch == 16)
    #expect(recipe.training.plan.optimiser == .adam())
    #expect(recipe.training.plan.schedule == .constant)
    #expect(recipe.data.height == 64)
    #expect(!recipe.hasGivenChannels)
  }

  @Test func settingsWin() throws {
    #expect(try setting("training.rate=5e-4").training.plan.peakRate == 5e-4)
    let model = try setting("model.layers.0.channels=7").model
    #expect(model.json["layers"]?[0]?["channels"] == 7)
    #expect(
      try setting("training.optimiser={kind: rmsprop, decay: 0.9}").training.plan.optimiser
        == .rmsProp(decay: 0.9))
    #expect(
      try setting("training.optimiser=adamw", "training.optimiser.decay=0.5")
        .training.plan.optimiser
        == .adamW(decay: 0.5))
    #expect(try setting("training.steps=6", "training.steps=7").training.length == .steps(7))
  }

  @Test func flagsWinAgainstSettings() throws {
    var overrides = Recipe.Overrides(settings: ["training.seed=1", "training.steps=2"])
    overrides.seed = 3
    overrides.steps = 4
    let recipe = try read(Self.minimal, overrides)
    #expect(recipe.training.plan.seed == 3)
    #expect(recipe.training.length == .steps(4))
  }

  @Test func folderReplacesSyntheticData() throws {
    let recipe = try read(Self.minimal, Recipe.Overrides(dataPath: "/frames"))
    #expect(recipe.data.synthetic == nil)
    #expect(recipe.data.path == "/frames")
    #expect(recipe.data.inputs == 2)
  }

  @Test(arguments: [
    ("training.bacht=3", "training.batch"), ("trainig.batch=3", "training"),
    ("model.layers.0.chanels=3", "model.layers.0.channels"), ("data.input=3", "data.inputs"),
    ("model.residul=true", "model.residual"),
    ("training.sampling={strat: 1}", "training.sampling.start"),
  ])
  func unknownKeysAreRefusedWithASuggestion(_ setting: String, _ suggestion: String) {
    #expect(refusal(setting).contains("did you mean '\(suggestion)'?"), "\(refusal(setting))")
  }

  @Test func farKeysGetTheList() {
    #expect(refusal("training.wavelength=3").contains("known here: steps, epochs"))
  }

  @Test(arguments: [
    "training.batch=0", "training.batch=-1", "training.batch=two", "training.batch=1.5",
    "training.rate=0", "training.rate=-1e-3", "training.rate=fast", "training.clip_norm=0",
    "training.steps=0", "training.epochs=3", "training.loss=mean", "training.loss=bce",
    "training.plan.optimiser=adamm", "training.optimiser={kind: sgd, beta1: 0.9}",
    "training.optimiser={kind: adam, beta1: 1}", "training.plan.schedule={kind: step}",
    "training.sampling.start=1.5", "training.seed=-1", "training.seed=99999999999",
    "model.layers=[]", "model.layers.0.kernel=4", "model.layers.0.channels=-4",
    "model.layers.0.kernel=0", "model.patch=0", "model.patch=7", "model.dropout=1",
    "model.normalisation=group:3", "model.cell=LSTM", "model.channels=3",
    "data.inputs=0", "data.horizon=-2", "data.height=48", "data.synthetic=rain",
    "data.stride=2", "data.reduce=[8, 8]", "data=null", "model=3", "training=[1]",
  ])
  func badValuesAreRefused(_ setting: String) {
    let words = refusal(setting)
    #expect(words.hasPrefix("/") && words.contains("my.yaml"), "\(words)")
  }

  @Test(arguments: ["training.rate", "=3", "training..rate=3", "name.first=x: [", "training.0.a=1"])
  func badSettingsAreRefused(_ setting: String) {
    #expect(refusal(setting) != "accepted")
  }

  @Test func folderValuesAreRefused() throws {
    for text in [
      "fractions: [1, 1]", "fractions: [0, 1, 1]", "reduce: [0, 8]", "held_out: 1",
      "minimum: 4, maximum: 4", "nodata: -1", "split: frame", "digits: x.gz",
    ] {
      let recipe = Self.minimal.replacing("synthetic: moving-digits", with: text)
      #expect(throws: RecipeError.self, "\(text)") { try read(recipe) }
    }
  }

  @Test func samplingGoesWithAutoregressiveOnly() {
    let words = refusal("training.sampling.end_step=9", "model.architecture=encoder-forecaster")
    #expect(words.contains("training.sampling"))
  }

  @Test func missingFile() {
    #expect(throws: RecipeError.self) { try Recipe.read("/no/such/recipe.yaml") }
  }

  @Test func aByteOrderMarkIsNoPartOfTheText() throws {
    #expect(try read("\u{FEFF}" + Self.minimal).training.batch == 16)
  }

  @Test func whatCannotBeMeantIsRefused() throws {
    #expect(refusal("model.normalisation=5").contains("normalisation is 5"))
    #expect(refusal("model.normalisation={}").contains("normalisation"))
    #expect(refusal("model.normalisation=group:").contains("normalisation"))
    #expect(refusal("training.sampling={start: 0.5}").contains("training.sampling.end_step"))
    #expect(refusal("training.sampling={start: 1, end_step: 0}").contains("end_step"))
    // What is written with every default is read again.
    let resolved = try read(Self.minimal).json.text()
    #expect(try read(resolved).training == read(Self.minimal).training)
  }

  @Test func aRecipeThatIsNoTextIsABadRecipe() throws {
    let folder = try FileSystem.makeTemporaryDirectory("recipe")
    defer { try? FileSystem.removeTree(folder) }
    let path = FileSystem.join(folder, "bad.yaml")
    for bytes: [UInt8] in [[0xFF, 0xFE, 0x00], Array("- 1".utf8), Array("model: [".utf8), []] {
      try AtomicFile.write(bytes, to: path)
      let error = #expect(throws: RecipeError.self) { try Recipe.read(path) }
      #expect(error?.exitStatus == .badConfiguration, "\(bytes)")
    }
    let error = #expect(throws: RecipeError.self) { try Recipe.read(path + ".missing") }
    #expect(error?.exitStatus == .inputMissing)
    let data =
      "{data: {inputs: 1, horizon: 1, pattern: '%Q'}, model: {layers: [{channels: 4}]}, "
      + "training: {steps: 1}}"
    try AtomicFile.write(data, to: path)
    let recipe = try Recipe.read(path, overrides: Recipe.Overrides(dataPath: folder))
    let pattern = #expect(throws: RecipeError.self) { try TrainingData.open(recipe) }
    #expect(pattern?.exitStatus == .badConfiguration)
  }

  @Test func wordsAboutOtherDataAreLeftOut() throws {
    let text = "about: two digits\nlicence: Apache-2.0\n" + Self.minimal
    #expect(try read(text).about == "two digits")
    let own = try read(text, Recipe.Overrides(dataPath: "frames"))
    #expect(own.about == nil && own.licence == nil && own.data.path == "frames")
    let said = try read(
      text, Recipe.Overrides(settings: ["about=my radar", "licence=MIT"], dataPath: "frames"))
    #expect(said.about == "my radar" && said.licence == "MIT")
    // A run on frames goes on with what its user said; one on digits says nothing of frames.
    let run: JSON = ["recipe": said.json, "run": [:]]
    #expect(try read(run.text(), Recipe.Overrides(dataPath: "frames")).about == "my radar")
    let other: JSON = ["recipe": try read(text).json, "run": [:]]
    #expect(try read(other.text(), Recipe.Overrides(dataPath: "frames")).about == nil)
  }

  @Test func missingDigitsSayWhichSettingIsMissing() throws {
    let recipe = try setting("data.digits=/no/such/digits.gz")
    let error = #expect(throws: UserError.self) { try TrainingData.open(recipe) }
    #expect(error?.exitStatus == .inputMissing)
    #expect(error?.message.contains("--set data.digits=FILE") ?? false)
  }

  /// Minutes end a run; steps say what part of it the other numbers are.
  @Test func minutesEndARun() throws {
    func training(_ text: String) throws -> Recipe {
      try Recipe(
        try YAMLText.parse(
          """
          model: {layers: [{channels: 4, kernel: 3}], patch: 4}
          data: {synthetic: moving-digits, inputs: 2, horizon: 2}
          training: \(text)
          """), file: "minutes")
    }
    let alone = try training("{minutes: 2.5}")
    #expect(alone.training.plan(batchesPerEpoch: nil)?.seconds == 150)
    #expect(alone.training.plan(batchesPerEpoch: nil)?.steps == TrainingRecipe.partsOfTime)
    let both = try training("{minutes: 1, steps: 400, schedule: cosine, rate: 1e-2}")
    let plan = try #require(both.training.plan(batchesPerEpoch: nil))
    #expect(plan.steps == 400 && plan.seconds == 60)
    var progress = TrainingProgress()
    (progress.step, progress.share) = (7, 0.5)
    #expect(plan.position(of: progress) == 200)
    #expect(abs(plan.rate(at: plan.position(of: progress)) - 5e-3) < 1e-9)
    for recipe in [alone, both] {
      #expect(try Recipe(recipe.json, file: "minutes").json == recipe.json)
    }
    for wrong in ["0", "-1", "1e9", ".inf", "ten"] {
      #expect(throws: RecipeError.self, "\(wrong)") { try training("{minutes: \(wrong)}") }
    }
    let steps = try Recipe.read(
      both.json, file: "minutes", overrides: Recipe.Overrides(steps: 9, inputs: 3, horizon: 4))
    #expect(steps.training.minutes == nil && steps.training.length == .steps(9))
    #expect(steps.data.inputs == 3 && steps.data.horizon == 4)
    let timed = try Recipe.read(
      steps.json, file: "minutes",
      overrides: Recipe.Overrides(minutes: 3, size: FrameSize(height: 32, width: 32)))
    #expect(timed.training.minutes == 3 && timed.training.length == .steps(9))
    #expect(timed.data.height == 32 && timed.data.width == 32)
  }
}
