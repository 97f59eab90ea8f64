import ArgumentParser
import ForeframeFiles
import Foreframe
import ForeframeFrames
import ForeframeTraining

/// Trains a network by a recipe, or by one that is chosen for a folder of frames.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a network by a recipe, or by one that is chosen for a folder of frames.",
    discussion: """
      Without -c, the frames in DATA are looked at (size, depth, cadence, gaps, number, motion), and \
      a recipe is chosen for them, printed and kept in the run as recipe.yaml: network, size, \
      frames read and predicted, what is held out, batch and time. --inputs, -n, --size and \
      --minutes change it; `foreframe recipe DATA` writes it for editing.

      With --minutes, for any recipe, the clock ends the run, and learning rate and scheduled \
      sampling follow it, however fast steps are: validations, checkpoints and the start of the \
      command are within the time. Numbers of steps in the recipe are parts of it then. --resume \
      goes on with what is left.

      Writes to the run's folder: config.json (the recipe with every default), metrics.jsonl, \
      metrics.csv and TensorBoard events, report.html, checkpoints/last.safetensors (to go on \
      from) and checkpoints/best.safetensors (the model with the best validation error), and \
      strips of inputs, truth, prediction and difference in samples/. Prints the path of the best \
      model.

      SIGINT, SIGTERM and SIGHUP finish the step and save (exit status 75); a second one stops at \
      once. --resume goes on with the step after the last one that was saved. Only one process can \
      train in a folder: a second one ends with exit status 73.

      Examples:
        foreframe train radar/ -o runs/radar
        foreframe train video/ -o runs/video --minutes 60 --size 160x90
        foreframe train -c Configs/moving-digits.yaml -o runs/digits
        foreframe train -c Configs/moving-digits.yaml -o runs/digits --resume
        foreframe train radar/ -c Configs/radar-mch.yaml -o runs/radar --device opencl
        foreframe train more/ -c Configs/radar-mch.yaml -o runs/more --from runs/radar
        foreframe train -c Configs/clouds.yaml -o runs/small --steps 500 \\
          --set 'model.layers=[{channels: 32, kernel: 3}]' --set training.rate=5e-4
      """)

  @Argument(
    help: ArgumentHelp(
      "A folder of sequences of PNGs, in place of the recipe's data.", valueName: "data"),
    completion: .directory)
  var data: String?

  @Option(
    name: [.customShort("c"), .long],
    help: """
      The recipe, a YAML file. (default: one that is chosen for the frames; with --resume the run's \
      own)
      """,
    completion: Completions.recipe)
  var config: String?

  @Option(name: .shortAndLong, help: "The run's folder; it is made.", completion: .directory)
  var output: String

  @Option(
    help: ArgumentHelp(
      "Start from the weights of a model file, a checkpoint or a run's folder (its best model); the "
        + "recipe's network must be the same. (default: random weights)", valueName: "model"),
    completion: Completions.trained)
  var from: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Change a value of the recipe; can be given several times.", valueName: "key.path=value"))
  var settings: [String] = []

  @Option(help: "Seed of weights, order and random choices. (default: the recipe's)")
  var seed: Int?

  @Option(
    help: """
      Optimiser steps in all; with --resume more than before, if the schedule is constant or step. \
      (default: the recipe's)
      """)
  var steps: Int?

  @Option(
    help: ArgumentHelp(
      "Let the clock end the run, and learning rate and sampling follow it. (default: the recipe's, 10 "
        + "for one that is chosen)", valueName: "minutes"))
  var minutes: Double?

  @Option(
    help: ArgumentHelp(
      "Frames that the network reads. (default: the recipe's)", valueName: "frames"))
  var inputs: Int?

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp(
      "Frames that it predicts in training. (default: the recipe's)", valueName: "frames"))
  var horizon: Int?

  @Option(
    help: ArgumentHelp(
      "Reduce frames to WIDTHxHEIGHT by block means. (default: the recipe's)", valueName: "size"),
    transform: SizeArgument.parse)
  var size: FrameSize?

  @Flag(
    help: ArgumentHelp(
      "Compute activations again for the gradient instead of keeping them.",
      discussion: """
        Takes about a third more time, and memory that grows with the square root of the number \
        of frames. The same as --set training.recompute=true.
        """))
  var recompute = false

  @Flag(help: "Go on with the run in the folder, at the very step where it stopped.")
  var resume = false

  @Flag(help: "Remove an earlier run in the folder.")
  var overwrite = false

  @OptionGroup var mask: MaskOption
  @OptionGroup var device: DeviceOptions

  func validate() throws {
    try PathArguments.check([
      "DATA": data.map { [$0] } ?? [], "--output": [output], "--config": config.map { [$0] } ?? [],
      "--from": from.map { [$0] } ?? [],
    ])
    if resume && from != nil {
      throw ValidationError(
        "--resume goes on with the run's own weights: --from does not go with it")
    }
    if resume && overwrite { throw ValidationError("--resume and --overwrite exclude each other") }
    if config == nil && data == nil && !resume {
      throw ValidationError("name a folder of frames, or a recipe with -c CONFIG")
    }
    try CountLimit.any.check(steps, "--steps")
    try CountLimit.trainedFrames.check(inputs, "--inputs")
    try CountLimit.trainedFrames.check(horizon, "-n")
    try TimeLimit.check(minutes)
    if steps != nil && minutes != nil {
      throw ValidationError("--steps and --minutes exclude each other: either ends the run")
    }
    if let seed, !(0...Int(Int32.max)).contains(seed) {
      throw ValidationError("--seed \(seed): a number from 0 to \(Int32.max) is needed")
    }
  }

  func run() throws {
    let clock = RunClock()
    let folder = RunFolder(output)
    try folder.requireUnlocked()
    if !resume && !overwrite { try folder.requireEmpty() }
    if resume && !FileSystem.exists(folder.last) {
      throw RunError.nothingToResume(path: folder.last)
    }
    let (recipe, text) = try chooseRecipe(folder)
    if let path = recipe.data.path {
      try ForeignFrames.check(path)
      try folder.keepOut(path)
    }
    let trainingData = try open(recipe)
    let experiment = try FrameExperiment(recipe, trainingData)
    let start = try from.map { try StartingWeights($0, for: experiment) }
    let choice = try device.choose()
    for line in trainingData.summary { Console.note("data: \(line)") }
    for warning in trainingData.warnings { Console.warning(warning) }
    // From here on a signal waits for the end of a step.
    StopSignals.install()
    let run = try TrainingRun(
      experiment, folder: output,
      start: resume ? .resuming : overwrite ? .overwriting : .fresh, on: choice.backend,
      weights: start?.weights, provenance: provenance(choice, recipe, start),
      clock: clock)
    if let text { try folder.keep(recipe: text) }
    describe(run, start, choice)
    let outcome = try follow(run)
    try RunReport(run.folder, experiment).write()
    switch outcome {
    case .finished, .exhausted:
      if let earlyEnd = run.earlyEnd { Console.note(earlyEnd + " (training.patience)") }
      try Console.result(folder.best)
    case .interrupted:
      let whole =
        run.secondsLeft.map { ", with \(Progress.clock($0)) left" } ?? " of \(run.plan.steps)"
      throw UserError(
        "interrupted after step \(run.progress.step)\(whole); saved, go on with --resume",
        .interrupted)
    }
  }

  /// The recipe with what the command line changes, and its text if it was chosen for the frames.
  private func chooseRecipe(_ folder: RunFolder) throws -> (recipe: Recipe, text: String?) {
    var overrides = Recipe.Overrides(
      settings: settings + (recompute ? ["training.recompute=true"] : [])
        + (mask.path.map { ["data.mask=\(JSON.string($0).text())"] } ?? []),
      seed: seed, steps: steps)
    guard config == nil, !resume, let data else {
      overrides.dataPath = data
      overrides.minutes = minutes
      overrides.inputs = inputs
      overrides.horizon = horizon
      overrides.size = size
      return (try Recipe.read(config ?? folder.configuration, overrides: overrides), nil)
    }
    try ForeignFrames.check(data)
    let choice = RecipeChoice(
      try FolderFacts.read(data, mask: mask.path),
      RecipeWishes(
        inputs: inputs, horizon: horizon, size: size, minutes: minutes, mask: mask.path),
      memory: Memory.available)
    for line in choice.summary { Console.note(line) }
    return (try choice.recipe(overrides), choice.text)
  }

  /// Reads every frame once, so that a bad one is found before training starts.
  private func open(_ recipe: Recipe) throws -> TrainingData {
    var progress = Progress("checking frames", unit: "frames", total: nil)
    defer { progress.finish() }
    return try TrainingData.open(recipe) { done, total in
      progress.update(done, detail: "of \(total)")
    }
  }

  private func provenance(
    _ choice: BackendChoice, _ recipe: Recipe, _ start: StartingWeights?
  ) -> JSON {
    var object =
      Provenance(
        command: CommandLine.arguments, device: choice, seed: recipe.training.plan.seed
      ).json.object ?? JSONObject()
    object["from"] = start.map { .string($0.path) }
    return .object(object)
  }
}
