import ArgumentParser
import ForeframeFiles
import Foreframe
import ForeframeFrames
import ForeframeTraining

/// Scores a model on a data set, forecasts without training beside it.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score models on a data set, with forecasts without training beside them.",
    discussion: """
      DATA has folders train, validation and test of sequences, or is a folder of sequences or of \
      frames, of which all that the models were not trained on is scored. Errors are of values on \
      the scale 0 to 1 that the (first) model works on, per pixel. Missing pixels are left out, and \
      their number is said. Frames are reduced as those were that the model was trained on. \
      Beside the models stand persistence (the last frame), motion (the last frame, moved) and \
      damped (the best forecast without training).

      Where a model forecasts quantiles, their CRPS is said, and how often the truth is below each \
      of them, by lead time.

      A convention counts as a package or a paper does, to the digit; docs/scores.md has the rules \
      of each. In brackets and under "interval" are 95 % bootstrap intervals over sequences, or \
      over runs of cases where there is one sequence.

      Examples:
        foreframe evaluate data/ -m model.safetensors
        foreframe evaluate data/ -m model.safetensors --report report/
        foreframe evaluate radar/ -m model.safetensors --thresholds 84,118,141
        foreframe evaluate radar/ -m runs/small -m runs/large -m mean
        foreframe evaluate radar/ -m damped --thresholds 84 --convention pysteps
        foreframe evaluate data/ -m model.safetensors --fail-below 0.5 --json
        foreframe evaluate data/ -m model.safetensors --fail-below motion=0.1
      """)

  @Argument(help: "A data set: a folder of sequences of PNGs.", completion: .directory)
  var data: String

  @Option(
    name: .shortAndLong, parsing: .singleValue,
    help: """
      A model file, a checkpoint or the folder of a run (its best model), auto, which chooses for \
      each case, or a baseline: \(Baseline.names). \
      Several are compared on the same cases.
      """,
    completion: Completions.model)
  var model: [String]

  @Option(
    help: ArgumentHelp(
      "What the skill is measured against: \(Baseline.names).",
      valueName: "baseline"))
  var against = Baseline.persistence

  @Option(
    help: ArgumentHelp(
      "Forecasts without training that are scored as well; persistence always is. Finding motion "
        + "takes most of the time of a short evaluation.", valueName: "list"))
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

  @Option(
    help: ArgumentHelp(
      "Time steps of the report's animations in a second, 0.1 to 60.", valueName: "number"))
  var fps = 4.0

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
      "Sides in pixels of the windows of the fractions skill score, for each threshold.",
      valueName: "list"))
  var windows = "5,15"

  @Option(
    help: ArgumentHelp(
      "Wavelengths in pixels at which the power of forecasts is divided by that of the truth: "
        + "4,8,16. (default: none)", valueName: "list"))
  var wavelengths: String?

  @Option(
    help: ArgumentHelp(
      "Whose rules count: foreframe, pysteps, hko7, sevir or openstl.", valueName: "name"))
  var convention = ScoreConvention.Name.foreframe

  // A skill may be below zero.
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Exit with status 2 if the skill of the first model is below this: 0.3 against what --against "
        + "names, motion=0.1 against another baseline. Can be given several times. (default: no "
        + "gate)",
      valueName: "skill"))
  var failBelow: [SkillGate] = []

  @Option(
    help: ArgumentHelp("Frames to read. (default: as trained)", valueName: "frames"))
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

  @Option(help: ArgumentHelp("Cases at once. (default: by their size)", valueName: "cases"))
  var batch: Int?

  @OptionGroup var scale: ScaleOptions

  @Option(
    help: ArgumentHelp("Then cut out the centre, WIDTHxHEIGHT. (default: none)", valueName: "size"),
    transform: SizeArgument.parse)
  var crop: FrameSize?

  @Option(help: "Seed of the bootstrap.")
  var seed: UInt64 = 0

  @OptionGroup var frames: FrameOptions
  @OptionGroup var mask: MaskOption
  @OptionGroup var device: DeviceOptions

  func validate() throws {
    try CountLimit.inputFrames.check(inputs, "--inputs")
    try CountLimit.scoredFrames.check(horizon, "-n")
    try CountLimit.any.check(stride, "--stride")
    try CountLimit.any.check(limit, "--limit")
    try CountLimit.batch.check(batch, "--batch")
    try PathArguments.check([
      "DATA": [data], "--model": model, "--report": report.map { [$0] } ?? [],
    ])
    if model.isEmpty { throw ValidationError("name a model: -m MODEL") }
    try Self.checkSplit(split)
    if !(0.1...60).contains(fps) { throw ValidationError("--fps \(fps): 0.1 to 60") }
    _ = try (thresholdList(), windowList(), wavelengthList(), baselineList())
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
    options.batch = batch
    options.scale = scale.scale
    options.crop = crop
    options.thresholds = try thresholdList()
    options.windows = try windowList()
    options.wavelengths = try wavelengthList()
    options.convention = convention.convention
    options.baselines = try baselineList() + failBelow.compactMap(\.against)
    options.seed = seed
    options.pattern = try frames.framePattern()
    options.noData = frames.noData
    options.mask = mask.path
    options.limits = frames.limits

    try ForeignFrames.check(data)
    let models = try model.map { try ForecastModel($0) }
    let folder = try report.map { try OutputFolder($0, overwrites: overwrite) }
    let choice = try device.choose(for: models)
    let forecasters = try models.map { try $0.forecaster(on: choice?.backend) }
    let evaluation = try Evaluation(
      data, forecasters[0], others: Array(forecasters.dropFirst()), against: against.forecaster,
      options: options)
    for line in evaluation.summary { Console.note("data: \(line)") }
    for warning in try evaluation.warnings() { Console.warning(warning) }
    var progress = Progress("evaluating", unit: "cases", total: evaluation.caseCount)
    let result = try evaluation.run(
      progress: ForecastProgress { done, _ in progress.update(done) })
    progress.finish()

    let provenance = Provenance(
      command: ["foreframe"] + CommandLine.arguments.dropFirst(), device: choice, seed: seed)
    if let folder {
      let report = try Report(
        evaluation, result, provenance, frameTime: Int((1000 / fps).rounded()))
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
    for gate in failBelow { try gate.check(result) }
  }
}
