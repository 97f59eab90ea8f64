import ArgumentParser
import ForeframeFiles
import Foreframe
import ForeframeTraining

/// Trains a network by a recipe.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a network by a recipe.",
    discussion: """
      Writes to the run's folder: config.json (the recipe with every default), metrics.jsonl, \
      metrics.csv and TensorBoard events, report.html, checkpoints/last.safetensors (to go on \
      from) and checkpoints/best.safetensors (the model with the best validation error), and \
      strips of inputs, truth, prediction and difference in samples/. Prints the path of the best \
      model.

      SIGINT, SIGTERM and SIGHUP finish the step and save (exit status 75); a second one stops at \
      once. --resume goes on with the step after the last one that was saved. Only one process can \
      train in a folder: a second one ends with exit status 73.

      Examples:
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
    help: "The recipe, a YAML file. (default with --resume: the run's own)",
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
    if config == nil && !resume { throw ValidationError("a recipe is needed: -c CONFIG") }
    try CountLimit.any.check(steps, "--steps")
    if let seed, !(0...Int(Int32.max)).contains(seed) {
      throw ValidationError("--seed \(seed): a number from 0 to \(Int32.max) is needed")
    }
  }

  func run() throws {
    let folder = RunFolder(output)
    try folder.requireUnlocked()
    if !resume && !overwrite { try folder.requireEmpty() }
    if resume && !FileSystem.exists(folder.last) {
      throw RunError.nothingToResume(path: folder.last)
    }
    let recipe = try Recipe.read(
      config ?? folder.configuration,
      overrides: Recipe.Overrides(
        settings: settings + (recompute ? ["training.recompute=true"] : [])
          + (mask.path.map { ["data.mask=\(JSON.string($0).text())"] } ?? []), dataPath: data,
        seed: seed, steps: steps))
    if let path = recipe.data.path {
      try ForeignFrames.check(path)
      try folder.keepOut(path)
    }
    let trainingData = try open(recipe)
    let experiment = try FrameExperiment(recipe, trainingData)
    let start = try from.map { try StartingWeights($0, for: experiment) }
    let choice = try device.choose()
    for line in trainingData.summary { Console.note("data: \(line)") }
    // From here on a signal waits for the end of a step.
    StopSignals.install()
    let run = try TrainingRun(
      experiment, folder: output,
      start: resume ? .resuming : overwrite ? .overwriting : .fresh, on: choice.backend,
      weights: start?.weights, provenance: provenance(choice, recipe, start))
    describe(run, start, choice)
    let outcome = try follow(run)
    try RunReport(run.folder, experiment).write()
    switch outcome {
    case .finished, .exhausted:
      if let earlyEnd = run.earlyEnd { Console.note(earlyEnd + " (training.patience)") }
      try Console.result(folder.best)
    case .interrupted:
      throw UserError(
        "interrupted after step \(run.progress.step) of \(run.plan.steps); saved, go on with "
          + "--resume", .interrupted)
    }
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

  private func describe(
    _ run: TrainingRun<FrameExperiment>, _ start: StartingWeights?, _ choice: BackendChoice
  ) {
    let plan = run.plan
    let shape = run.experiment.task.shape
    Console.note(
      "model: \(run.parameterCount) parameters, \(shape.inputs) frames in, "
        + "\(shape.horizon) out, batches of \(shape.batch)")
    Console.note(
      run.firstStep > 0
        ? "going on after step \(run.firstStep) of \(plan.steps)"
        : "training for \(plan.steps) steps"
          + (start.map { ", from the weights of \($0.path)" } ?? ""))
    for difference in start?.differences ?? [] { Console.warning("--from: \(difference)") }
    describeFrozen(run, start)
    let estimate = RunEstimate(
      multiplyAdds: run.experiment.multiplyAdds, batch: shape.batch,
      steps: plan.steps - run.firstStep, bytes: run.stepBytes, on: choice.backend)
    if estimate.isLarge { Console.note("it will take \(estimate.sentence)") }
    if let memory = estimate.exceeded(), choice.backend.kind == .cpu {
      Console.warning(
        "a step needs more memory than this machine has "
          + "(\(DecimalText.fixed(Double(memory) / Double(1 << 30), 1)) GiB): a smaller "
          + "training.batch, data.reduce, data.crop or --recompute makes it smaller")
    }
  }

  private func describeFrozen(_ run: TrainingRun<FrameExperiment>, _ start: StartingWeights?) {
    guard !run.plan.frozen.isEmpty else { return }
    let frozen = run.experiment.frozen
    Console.note("frozen: \(frozen.count) of \(frozen.total) parameters stay as they are")
    if start == nil, run.firstStep == 0 {
      Console.warning("training.frozen without --from keeps random weights as they are")
    }
  }

  private func follow(_ run: TrainingRun<FrameExperiment>) throws -> RunOutcome {
    var progress = Progress("training", unit: "steps", total: run.plan.steps - run.firstStep)
    defer { progress.finish() }
    return try run.run(shouldStop: { StopSignals.isRequested }) { event in
      switch event {
      case .step(let report, _, _, let waited):
        progress.update(
          report.step - run.firstStep,
          detail: "step \(report.step), loss \(DecimalText.fixed(report.loss, 6))"
            + (waited > 0.05 ? ", \(DecimalText.fixed(100 * waited, 0)) % waiting for data" : ""))
      case .validation(let step, let scores, let isBest):
        let skill = scores.skill.map { ", skill \(DecimalText.fixed($0, 3))" } ?? ""
        let persistence = DecimalText.fixed(scores.persistenceMSE, 6)
        let kind = run.experiment.data.validatesOnTraining ? "training windows:" : "validation"
        Console.note(
          "step \(step): \(kind) MSE \(DecimalText.fixed(scores.mse, 6)), "
            + "persistence \(persistence)\(skill)\(isBest ? ", the best so far" : "")"
        )
      case .saved: break
      }
    }
  }
}
