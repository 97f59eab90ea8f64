import ArgumentParser
import Foreframe
import ForeframeFiles
import ForeframeFrames
import ForeframeTraining

/// Puts models into one table, case by case.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare runs, models and forecasts without training on the same cases.",
    discussion: """
      The last name is the data, all before it are what is compared: folders of runs (their best \
      models), model files, auto, or baselines. All are scored on the same cases and pixels, which no \
      model was trained on unless --split says which. Differences are paired by case: their 95 % \
      intervals draw the same sequences (or runs of cases, where there is one sequence) for both, so \
      that small differences show. `evaluate` has every score of a model by lead time.

      Examples:
        foreframe compare runs/small runs/large radar/
        foreframe compare runs/small runs/large damped radar/ --report compared/
        foreframe compare runs/*/ digits/ --split test --json
      """)

  @Argument(
    help: ArgumentHelp(
      "What is compared, then the data set.", valueName: "models-and-data"),
    completion: Completions.model)
  var names: [String]

  @Option(
    help: ArgumentHelp(
      "Forecasts without training beside the models; persistence always is.", valueName: "list"))
  var baselines = "persistence,motion,damped"

  @Option(
    help: ArgumentHelp(
      "Which part of the data: train, validation, test or all. (default: the folder test, if there "
        + "is one, otherwise all that no model was trained on)", valueName: "part"),
    completion: Completions.splits)
  var split: String?

  @Option(
    help: ArgumentHelp(
      "Folder for report.html and metrics.json. (default: none)", valueName: "folder"),
    completion: .directory)
  var report: String?

  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(help: "Accept a report folder that is not empty; files of the same names are replaced.")
  var overwrite = false

  @Option(help: ArgumentHelp("Frames to read. (default: as trained)", valueName: "frames"))
  var inputs: Int?

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("Frames to predict. (default: as trained)", valueName: "frames"))
  var horizon: Int?

  @Option(help: ArgumentHelp("Frames from one case to the next.", valueName: "frames"))
  var stride = 1

  @Option(
    help: ArgumentHelp(
      "The most cases, spread over sequences and time. (default: all)", valueName: "cases"))
  var limit: Int?

  @OptionGroup var scale: ScaleOptions

  @Option(help: "Seed of the bootstrap.")
  var seed: UInt64 = 0

  @OptionGroup var frames: FrameOptions
  @OptionGroup var mask: MaskOption
  @OptionGroup var device: DeviceOptions

  private var data: String { names.last ?? "" }
  private var models: [String] { Array(names.dropLast()) }

  func validate() throws {
    guard names.count > 1 else {
      throw ValidationError("name what is to be compared, then the data: RUN RUN DATA")
    }
    try PathArguments.check([
      "DATA": [data], "a model": models, "--report": report.map { [$0] } ?? [],
    ])
    try CountLimit.inputFrames.check(inputs, "--inputs")
    try CountLimit.scoredFrames.check(horizon, "-n")
    try CountLimit.any.check(stride, "--stride")
    try CountLimit.any.check(limit, "--limit")
    try EvaluateCommand.checkSplit(split)
    _ = try EvaluateCommand.baselines(baselines)
  }

  func run() throws {
    CleanStop.install()
    var options = EvaluationOptions()
    options.split = split.flatMap { Dataset.Split(rawValue: $0) }
    options.choosesUnseen = split == nil
    options.inputs = inputs
    options.horizon = horizon
    options.stride = stride
    options.limit = limit
    options.scale = scale.scale
    options.baselines = try EvaluateCommand.baselines(baselines)
    options.seed = seed
    options.pattern = try frames.framePattern()
    options.noData = frames.noData
    options.mask = mask.path
    options.limits = frames.limits

    try ForeignFrames.check(data)
    let loaded = try models.map { try ForecastModel($0) }
    let folder = try report.map { try OutputFolder($0, overwrites: overwrite) }
    let choice = try device.choose(for: loaded)
    let forecasters = try loaded.map { try $0.forecaster(on: choice?.backend) }
    let evaluation = try Evaluation(
      data, forecasters[0], others: Array(forecasters.dropFirst()), options: options)
    for line in evaluation.summary { Console.note("data: \(line)") }
    for warning in try evaluation.warnings() { Console.warning(warning) }
    var progress = Progress("comparing", unit: "cases", total: evaluation.caseCount)
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
      try Console.result(ComparisonTables(result: result).text)
    }
  }
}
