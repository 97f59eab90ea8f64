import ArgumentParser
import ForeframeFiles
import Foreframe
import ForeframeFrames

/// Writes the frames that come next.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Predict the next frames of a folder of PNGs.",
    discussion: """
      Reads the last frames of INPUT and writes PNGs of the same colour type and bit depth, named by \
      continuing the numbers or times. Without -m no model is needed: forecasts that follow motion \
      are tried on the last frames of INPUT, each from the frames before them, and the best is used, \
      or persistence (the last frame repeated) if none is clearly better. A model of one's own is \
      tried in the same way. Frames after a gap are another sequence; the last one is continued. \
      Where a folder has several series (bands, cameras), --pattern chooses one. Frames are reduced \
      as those were that the model was trained on. Prints the paths of what it wrote.

      Examples:
        foreframe predict radar/ -o next/
        foreframe predict radar/ -m model.safetensors -o next/ -n 24 --animate
        foreframe predict radar/ -m persistence -o same/ -n 1
        foreframe predict north/ south/ -m runs/radar -o next/
        foreframe predict radar/ -m model.safetensors -o next/ --nodata 255 --json \\
          --pattern 'radar_%Y%m%d_%H%M.png'
      """)

  @Argument(
    help: ArgumentHelp(
      "A folder of PNGs. Of several, each gets a folder of its own name in OUTPUT.",
      valueName: "input"),
    completion: Completions.frames)
  var sources: [String]

  @Option(
    name: .shortAndLong, parsing: .singleValue,
    help: """
      A model file, a checkpoint or the folder of a run (its best model), a baseline \
      (\(Baseline.names)), or auto: the best baseline on the last frames of INPUT. Of several \
      models, the best is used, baselines included. (default: auto)
      """,
    completion: Completions.model)
  var model: [String] = []

  @Option(
    name: .shortAndLong, help: "The folder to write to; it is made.", completion: .directory)
  var output: String

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp(
      "Frames to predict. (default: the model's horizon, \(UsualFrames.horizon) for baselines)",
      valueName: "frames"))
  var horizon: Int?

  @Option(
    help: ArgumentHelp(
      "Frames to read. (default: as many as the model was trained with)", valueName: "frames"))
  var inputs: Int?

  @OptionGroup var scale: ScaleOptions

  @Flag(
    inversion: .prefixedNo,
    help: "Try the model on the last frames of INPUT first, and say what its error is there.")
  var hindcast = true

  @Option(
    help: ArgumentHelp(
      "Seconds after which no more forecasts are tried on the last frames.", valueName: "seconds"))
  var timeLimit = 30.0

  @Option(
    help: ArgumentHelp(
      """
      Memory that a forecast may take, such as 1500M or 2G. (default: 80 % of what the machine has \
      free)
      """, valueName: "bytes"))
  var memory: MemoryArgument?

  @Flag(help: "Write frames as sharp as the last one: its values, in the order of the forecast's.")
  var sharp = false

  @Option(
    help: ArgumentHelp(
      "Also write chances that a sample reaches each of these, as frames in folders: 84,118. (default: none)",
      valueName: "samples"))
  var probability: String?

  @Flag(
    help: """
      Also write the model's quantiles as frames in folders quantile_0.1, ...: samples that the \
      truth stays below with that chance. For models that were trained with quantiles.
      """)
  var quantiles = false

  @Flag(
    help: """
      Also write inputs and predictions as one animation, animation.apng; predictions have a dashed \
      border.
      """)
  var animate = false

  @Flag(
    help: """
      Also write a page, forecast.html: inputs and forecast, the same for frames that are known, \
      motion as arrows, and the trials.
      """)
  var page = false

  @Option(
    help: ArgumentHelp("Frames of the animation in a second, 0.1 to 60.", valueName: "number"))
  var fps = 5.0

  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(help: "Accept an output folder that is not empty; files of the same names are replaced.")
  var overwrite = false

  @OptionGroup var frames: FrameOptions
  @OptionGroup var mask: MaskOption
  @OptionGroup var device: DeviceOptions

  func validate() throws {
    try PathArguments.check(["INPUT": sources, "--output": [output], "--model": model])
    try CountLimit.predictedFrames.check(horizon, "-n")
    try CountLimit.inputFrames.check(inputs, "--inputs")
    if animate { try CountLimit.animatedFrames.check(horizon, "--animate with -n") }
    if quantiles { try CountLimit.quantileFrames.check(horizon, "--quantiles with -n") }
    _ = try chanceSamples()
    if !hindcast, model.count != 1 || model == [AutoForecaster.name] {
      throw ValidationError("--no-hindcast: auto chooses by hindcasts; name one model with -m")
    }
    if !(0...86_400).contains(timeLimit) {
      throw ValidationError("--time-limit \(timeLimit): 0 to 86400 seconds")
    }
    if !(0.1...60).contains(fps) { throw ValidationError("--fps \(fps): 0.1 to 60") }
  }

  func run() throws {
    CleanStop.install()
    let request = try request()
    let mask = try mask.read(frames.limits)
    let found = try sources.map { try PredictionSource($0, request.pattern, mask: mask) }
    let folder = try OutputFolder(output, overwrites: overwrite)
    let model = try ForecastModel(anyOf: self.model)
    for source in found { source.describe() }
    let choice = try device.choose(for: model)
    let forecaster = try model.forecaster(
      on: choice?.backend, timeLimit: .seconds(timeLimit))
    if quantiles, !model.isChosenLater { try forecaster.requireQuantiles() }
    let method = PredictionMethod(model, forecaster, hasHindcast: hindcast)
    let jobs = try PredictionJob.jobs(found, request)
    for job in jobs { try job.check(forecaster, in: folder.path) }
    let predictions = try jobs.map { try $0.prepare(method) }
    var seconds: [Double] = []
    try folder.write { target in
      seconds = try predictions.map { try $0.write(to: target) }
    }
    try report(predictions, seconds, choice, folder)
  }

  private func chanceSamples() throws -> [Double] {
    try probability.map { try NumberList.numbers($0, "--probability") } ?? []
  }

  private func request() throws -> PredictionRequest {
    PredictionRequest(
      horizon: horizon, inputs: inputs, scale: scale.scale, pattern: try frames.framePattern(),
      noData: frames.noData, limits: frames.limits,
      frameTime: animate ? Int((1000 / fps).rounded()) : nil, isSharp: sharp,
      chanceSamples: try chanceSamples(), hasQuantiles: quantiles, hasPage: page,
      memory: MemoryLimit(bytes: memory?.bytes))
  }

  private func report(
    _ predictions: [Prediction], _ seconds: [Double], _ choice: BackendChoice?,
    _ folder: OutputFolder
  ) throws {
    guard json else {
      let paths = predictions.flatMap { $0.files(in: folder.path) }
      return try Console.result(paths.map(\.escaped).joined(separator: "\n"))
    }
    let documents = zip(predictions, seconds).map {
      $0.json(choice, in: folder.path, seconds: $1)
    }
    try Console.result(documents.count == 1 ? documents[0] : ["predictions": .array(documents)])
  }
}
