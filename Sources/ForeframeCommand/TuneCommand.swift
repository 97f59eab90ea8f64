import ArgumentParser
import ForeframeFiles
import Foreframe
import ForeframeFrames
import ForeframeGraphCompiler
import ForeframeTraining

/// Measures how the convolutions of a network are best computed on a device.
struct TuneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Measure the fastest way to compute a network's convolutions on this machine.",
    discussion: """
      For every convolution and gradient of the network, at most 30 ways are tried: each is checked \
      against the plainest one, then timed. The choices are kept in a file that every command \
      reads; it holds for this device, its driver and these kernels, and is ignored where they \
      differ. Other choices round differently, so results are the same bytes only as long as the \
      table is the same; a training run goes on with the choices that it started with. Nothing \
      else should run meanwhile.

      Examples:
        foreframe tune -c Configs/moving-digits.yaml
        foreframe tune --model model.safetensors --size 128x128 --task infer
        foreframe tune --shape openstl --batch 4 --device opencl --output tuning.json
      """)

  @Option(
    name: [.customShort("c"), .long], help: "The network of a recipe, a YAML file.",
    completion: Completions.recipe)
  var config: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Change a value of the recipe; can be given several times.", valueName: "key.path=value"))
  var settings: [String] = []

  @Option(
    name: .shortAndLong,
    help: "The network of a model file, of a checkpoint or of a run's folder (its best model).",
    completion: Completions.trained)
  var model: String?

  @Option(help: "A network of the benchmark: openstl, small, full64 or paper.")
  var shape: ModelBenchmark.Size?

  @Option(
    help: ArgumentHelp(
      "Sequences in a batch; can be given several times. (default: the recipe's and 1)",
      valueName: "count"))
  var batch: [Int] = []

  @Option(help: "infer or train. (default: both)")
  var task: ModelBenchmark.Task?

  @Option(
    help: ArgumentHelp(
      "Size of the model's frames. (default: what it was trained on)", valueName: "WxH"),
    transform: SizeArgument.parse)
  var size: FrameSize?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to add to. (default: FOREFRAME_TUNING, otherwise foreframe/tuning.json in "
        + "XDG_CONFIG_HOME or ~/.config)", valueName: "file"),
    completion: Completions.json)
  var output: String?

  @Flag(help: "Write for every device of this family and all like kernels: the shipped table.")
  var family = false

  @Flag(help: "Print one JSON document on stdout.")
  var json = false

  @OptionGroup var device: DeviceOptions

  func validate() throws {
    guard [config != nil, model != nil, shape != nil].count(where: { $0 }) == 1 else {
      throw ValidationError("one of -c RECIPE, --model MODEL and --shape SHAPE is needed")
    }
    for count in batch { try CountLimit.batch.check(count, "--batch") }
    try PathArguments.check(["--output": output.map { [$0] } ?? []])
    if size != nil && model == nil { throw ValidationError("--size goes with --model") }
    if device.precision != .fp32 {
      throw ValidationError("--precision \(device.precision.rawValue): only float32 is measured")
    }
    if config == nil && !settings.isEmpty { throw ValidationError("--set goes with -c") }
  }

  func run() throws {
    CleanStop.install()
    guard let path = output ?? TuningFiles.path else {
      throw UserError(
        "there is no place for the table (\(TuningFiles.variable) is none, or there is no HOME): "
          + "give --output FILE", .usage)
    }
    // A file that is something else is not written over.
    var table = FileSystem.exists(path) ? try Self.table(path) : TuningTable()
    let uses = ConvolutionUse.all(
      in: try subject().graphs(
        batches: batch.isEmpty ? nil : batch,
        tasks: task.map { [$0] } ?? ModelBenchmark.Task.allCases))
    guard !uses.isEmpty else {
      throw UserError("this network has no convolutions to tune", .badConfiguration)
    }
    let choice = try device.choose(writingTuning: true)
    let tuner = ConvolutionTuner(on: choice.backend)
    let scope = TuningTable.Scope(choice.backend.identity, isFamily: family)
    var results: [ConvolutionTuner.Result] = []
    var progress = Progress("tuning", unit: "shapes", total: uses.count)
    defer { progress.finish() }
    for use in uses {
      let result = try tuner.tune(use)
      results.append(result)
      // At once, so that an interruption loses nothing.
      table.set(result.entry, in: scope)
      try TuningFiles.write(table, to: path)
      progress.update(results.count, detail: "\(use.shape)")
    }
    progress.finish()
    if json {
      try Console.result([
        "device": choice.json, "file": .string(path), "shapes": .array(results.map(\.json)),
      ])
    } else {
      try Console.result(Self.text(results))
      Console.note("written to \(path)")
    }
  }

  private static func table(_ path: String) throws -> TuningTable {
    do { return try TuningFiles.read(path) } catch let error as TuningTable.Failure {
      throw UserError(
        "\(path): \(error.reason); it is not written over: remove it, or give --output FILE",
        .badData)
    }
  }

  private func subject() throws -> TuningSubject {
    if let shape { return .benchmark(shape) }
    if let config {
      let recipe = try Recipe.read(config, overrides: Recipe.Overrides(settings: settings))
      return .experiment(try FrameExperiment(recipe, TrainingData.open(recipe)))
    }
    let file = try ModelFile.read(ModelPath.resolve(model ?? ""))
    let known = size ?? file.note("frame_size").flatMap { FrameSize(text: $0) }
    guard let known else {
      throw UserError("\(model ?? "") does not say its frames' size: give --size WxH", .usage)
    }
    let steps = file.description.layerCount * (file.inputs + file.horizon)
    guard steps <= Recipe.mostLayerSteps else {
      throw UserError(
        "\((model ?? "").shown): \(steps) steps of a layer; at most \(Recipe.mostLayerSteps) can be tuned",
        .badData)
    }
    let patch = file.description.patch
    func padded(_ side: Int) -> Int { (side + patch - 1) / patch * patch }
    return .model(
      file, FrameSize(height: padded(known.height), width: padded(known.width)))
  }

  /// A row for every candidate.
  private static func text(_ results: [ConvolutionTuner.Result]) -> String {
    var table = TextTable()
    table.add(["shape (launches)", "candidate", "ms", "error", "gain", ""])
    for result in results {
      for (index, candidate) in result.candidates.enumerated() {
        let marks = [
          candidate.method == result.rule ? "rule" : nil,
          candidate.method == result.choice ? "chosen" : nil,
          candidate.seconds == nil ? candidate.failure ?? "refused" : nil,
        ]
        table.add([
          index == 0 ? "\(result.use.shape) (\(result.use.launches))" : "",
          candidate.method.words,
          candidate.seconds.map { DecimalText.fixed($0 * 1e3, 3) } ?? "-",
          candidate.failure == nil ? DecimalText.fixed(candidate.error * 1e6, 1) + "e-6" : "-",
          result.gain(candidate.method).map { DecimalText.fixed($0, 2) } ?? "-",
          marks.compactMap { $0 }.joined(separator: ", "),
        ])
      }
    }
    return table.text
  }
}

extension ConvolutionMethod {
  fileprivate var words: String {
    switch self {
    case .direct(nil): "direct"
    case .direct(let pixels?): "direct, \(pixels) pixels"
    case .winograd(let cut):
      (["winograd"]
        + [cut.order.map { "\($0.rawValue) first" }, cut.mostTiles.map { "\($0) tiles" }]
        .compactMap { $0 }).joined(separator: ", ")
    case .gpuWinograd: "winograd"
    case .gpu(nil): "direct, as planned"
    case .gpu(let cut?):
      "tiles of \(cut.tile.rawValue)" + (cut.splits > 1 ? ", \(cut.splits) parts" : "")
    }
  }
}

extension ConvolutionTuner.Result {
  fileprivate var json: JSON {
    [
      "shape": .string(use.shape.description), "launches": JSON(use.launches),
      "candidates": .array(
        candidates.map {
          [
            "method": .string($0.method.words), "ms": $0.seconds.map { JSON($0 * 1e3) } ?? .null,
            "error": $0.failure == nil ? JSON($0.error) : .null,
            "failure": $0.failure.map { .string($0) } ?? .null,
          ]
        }),
      "rule": .string(rule.words), "choice": .string(choice.words),
      "gain": gain(choice).map { JSON($0) } ?? .null,
    ]
  }
}
