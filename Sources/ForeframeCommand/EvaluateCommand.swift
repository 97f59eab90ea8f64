import ArgumentParser
import ForeframeFiles
import Foreframe
import ForeframeFrames
import ForeframeTraining

/// Scores a model on a data set, persistence beside it.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score a model on a data set, with persistence beside it.",
    discussion: """
      DATA has folders train, validation and test of sequences, or is a folder of sequences or of \
      frames, of which the last tenth is the test part. Errors are of values on the scale 0 to 1 \
      that the model works on, per pixel and summed over a frame. Missing pixels do not count.

      Examples:
        foreframe evaluate data/ -m model.safetensors
        foreframe evaluate data/ -m model.safetensors --report report/
        foreframe evaluate radar/ -m model.safetensors --thresholds 84,118,141
        foreframe evaluate data/ -m model.safetensors --fail-below 0.5 --json
      """)

  @Argument(help: "A data set: a folder of sequences of PNGs.")
  var data: String

  @Option(
    name: .shortAndLong,
    help: "A model file or checkpoint, or a baseline: persistence, mean, motion, damped or sharp.")
  var model: String

  @Option(
    help: ArgumentHelp(
      "What the skill is measured against: persistence, mean, motion, damped or sharp.",
      valueName: "baseline"))
  var against = Baseline.persistence

  @Option(
    help: ArgumentHelp(
      "Which part of the data: train, validation, test or all.", valueName: "part"))
  var split = "test"

  @Option(
    help: ArgumentHelp(
      "Folder for report.html and metrics.json. (default: none)", valueName: "folder"))
  var report: String?

  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(help: "Accept a report folder that is not empty; files of the same names are replaced.")
  var overwrite = false

  @Option(
    help: ArgumentHelp(
      "Samples, as stored in the PNGs, from which on a pixel counts as an event: 84,118,141. "
        + "(default: none)", valueName: "list"))
  var thresholds: String?

  @Option(
    help: ArgumentHelp(
      "SSIM with data range 1 (standard) or 2 (openstl).", valueName: "name"))
  var convention = ScoreOptions.Convention.standard

  // A skill may be below zero.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Exit with status 2 if the skill is below this. (default: no gate)", valueName: "skill"))
  var failBelow: Double?

  @Option(
    help: ArgumentHelp("Frames to read. (default: as trained)", valueName: "frames"))
  var inputs: Int?

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("Frames to predict. (default: as trained)", valueName: "frames"))
  var horizon: Int?

  @Option(help: ArgumentHelp("Frames from one case to the next.", valueName: "frames"))
  var stride = 1

  @Option(help: ArgumentHelp("The most cases. (default: all)", valueName: "cases"))
  var limit: Int?

  @Option(help: ArgumentHelp("Cases at once. (default: by their size)", valueName: "cases"))
  var batch: Int?

  @Option(
    help: ArgumentHelp(
      "Reduce frames to WIDTHxHEIGHT by block means. (default: none)", valueName: "size"))
  var reduce: SizeArgument?

  @Option(
    help: ArgumentHelp("Then cut out the centre, WIDTHxHEIGHT. (default: none)", valueName: "size"))
  var crop: SizeArgument?

  @Option(help: "Seed of the bootstrap.")
  var seed: UInt64 = 0

  @OptionGroup var frames: FrameOptions
  @OptionGroup var device: DeviceOptions

  func validate() throws {
    try CountLimit.inputFrames.check(inputs, "--inputs")
    try CountLimit.scoredFrames.check(horizon, "-n")
    try CountLimit.any.check(stride, "--stride")
    try CountLimit.any.check(limit, "--limit")
    try CountLimit.batch.check(batch, "--batch")
    if split != "all" && Dataset.Split(rawValue: split) == nil {
      throw ValidationError("--split \(split): train, validation, test or all")
    }
    _ = try thresholdList()
  }

  func run() throws {
    CleanStop.install()
    var options = EvaluationOptions()
    options.split = Dataset.Split(rawValue: split)
    options.inputs = inputs
    options.horizon = horizon
    options.stride = stride
    options.limit = limit
    options.batch = batch
    options.reduced = reduce?.size
    options.crop = crop?.size
    options.thresholds = try thresholdList()
    options.convention = convention
    options.seed = seed
    options.pattern = try frames.framePattern()
    options.noData = frames.noData
    options.limits = frames.limits

    let model = try ForecastModel(self.model)
    let folder = try report.map { try OutputFolder($0, overwrites: overwrite) }
    let choice = try device.choose(for: model)
    let evaluation = try Evaluation(
      data, model.forecaster(on: choice?.backend), against: against.forecaster, options: options)
    for line in evaluation.summary { Console.note("data: \(line)") }
    var progress = Progress("evaluating", unit: "cases", total: evaluation.caseCount)
    let result = try evaluation.run(
      progress: ForecastProgress { done, _ in progress.update(done) })
    progress.finish()

    let provenance = Provenance(
      command: ["foreframe"] + CommandLine.arguments.dropFirst(), device: choice, seed: seed)
    if let folder {
      let report = try Report(evaluation, result, provenance)
      try folder.write { try report.write(to: $0) }
      Console.note("report: \(FileSystem.join(folder.path, Report.pageName))")
    }
    if json {
      var document = result.json.object ?? JSONObject()
      document["provenance"] = provenance.json
      document["report"] =
        folder.map { .string(FileSystem.join($0.path, Report.pageName)) } ?? .null
      try Console.result(.object(document))
    } else {
      try Console.result(ScoreTables(result: result).text)
    }
    try checkGate(result)
  }

  private func checkGate(_ result: EvaluationResult) throws {
    guard let failBelow else { return }
    let skill = result.report.skill
    guard let skill, skill >= failBelow else {
      let found = skill.map { DecimalText.fixed($0, 4) } ?? "not defined"
      throw UserError(
        "the skill against \(result.reference) is \(found), below \(failBelow)", .gateMissed)
    }
  }

  private func thresholdList() throws -> [Double] {
    guard let thresholds else { return [] }
    return try thresholds.split(separator: ",").map { part in
      guard let value = Double(part), value.isFinite else {
        throw ValidationError("--thresholds: '\(part)' is not a number")
      }
      return value
    }
  }
}

extension Baseline: ExpressibleByArgument {}
extension ScoreOptions.Convention: ExpressibleByArgument {}
