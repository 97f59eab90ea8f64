import ArgumentParser
import Foreframe
import ForeframeFiles
import ForeframeFrames

/// Writes the frames that come next whenever a frame comes to a folder.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Predict the next frames again whenever a frame comes to a folder.",
    discussion: """
      Waits for PNGs in FOLDER. For each new frame NEXT/latest is replaced by a new forecast in one \
      step, and a line of JSON is printed. When the truth of an earlier forecast comes, its error is \
      appended to NEXT/scores.jsonl, with that of persistence beside it. Frames that are not whole yet \
      are waited for; late, doubled, broken and missing ones are said. Frames that come while a \
      forecast is made are read together, and the last one is forecast from.

      A watcher that was stopped or killed goes on where it was when it is started again. One process \
      at a time writes to NEXT: a second one ends with status 73. SIGINT, SIGTERM and SIGHUP end it \
      with status 0.

      Examples:
        foreframe watch radar/ -o next/
        foreframe watch radar/ -m model.safetensors -o next/ -n 24 --keep 100
        foreframe watch /mnt/camera -o next/ --poll 5 --pattern 'cam_%Y%m%d_%H%M%S.png'
        foreframe watch radar/ -o next/ --once
      """)

  @Argument(
    help: ArgumentHelp("The folder to which PNGs come.", valueName: "folder"),
    completion: .directory)
  var folder: String

  @Option(
    name: .shortAndLong, parsing: .singleValue,
    help: """
      A model file, a checkpoint or the folder of a run (its best model), a baseline \
      (\(Baseline.names)), or auto: the best baseline on the last frames, chosen again as frames come. \
      Of several models, the best is used, baselines included. (default: auto)
      """,
    completion: Completions.model)
  var model: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder to write to; it is made.", valueName: "next"),
    completion: .directory)
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

  @Option(
    help: ArgumentHelp(
      "Seconds after which no more forecasts are tried for a choice.", valueName: "seconds"))
  var timeLimit = 30.0

  @Flag(help: "Write frames as sharp as the last one: its values, in the order of the forecast's.")
  var sharp = false

  @Option(
    help: ArgumentHelp(
      "Old forecasts to keep in NEXT/forecasts, besides those whose truth is still to come.",
      valueName: "count"))
  var keep = 0

  @Option(
    help: ArgumentHelp(
      "Look at the folder every so many seconds. (default: the system tells of changes; 1 where it "
        + "cannot)", valueName: "seconds"))
  var poll: Double?

  @Flag(help: "Forecast from what is there, unless that was done before, and end.")
  var once = false

  @OptionGroup var frames: FrameOptions
  @OptionGroup var mask: MaskOption
  @OptionGroup var device: DeviceOptions

  func validate() throws {
    try PathArguments.check(["FOLDER": [folder], "--output": [output], "--model": model])
    try CountLimit.watchedFrames.check(horizon, "-n")
    try CountLimit.inputFrames.check(inputs, "--inputs")
    if !(0...86_400).contains(timeLimit) {
      throw ValidationError("--time-limit \(timeLimit): 0 to 86400 seconds")
    }
    if let poll, !(0.01...3600).contains(poll) {
      throw ValidationError("--poll \(poll): 0.01 to 3600 seconds")
    }
    if !(0...1_000_000).contains(keep) {
      throw ValidationError("--keep \(keep): 0 to 1000000 forecasts")
    }
  }

  func run() throws {
    guard !FileSystem.isFile(folder) else {
      throw UserError("\(folder.shown) is a file; a folder to which frames come is needed", .usage)
    }
    try ForeignFrames.check(folder)
    let settings = try settings()
    let model = try ForecastModel(anyOf: self.model)
    StopSignals.install()
    let target = try WatchOutput(output, watching: folder)
    defer { target.close() }
    let choice = try device.choose(for: model)
    let forecaster = try model.forecaster(on: choice?.backend, timeLimit: .seconds(timeLimit))
    let continuation = SequenceContinuations.of(
      forecaster, inputs: inputs, noData: frames.noData, isSharp: sharp)
    let watcher = try FolderWatcher(
      folder, to: target, with: continuation, settings,
      progress: ForecastProgress(isCancelled: { StopSignals.isRequested }))
    do {
      try watch(watcher)
    } catch ForecastError.cancelled {}
    if StopSignals.isRequested { Console.note("stopped; a new start goes on from here") }
  }

  private func watch(_ watcher: FolderWatcher) throws {
    // Before the first look, so that nothing comes between.
    let changes = FolderChange.source(of: folder, poll: poll.map { .seconds($0) })
    try watcher.start(report: Self.report)
    if once {
      guard !watcher.isEmpty else {
        throw FrameSequence.noFrames(in: folder, folders: 0)
      }
      while watcher.isWaiting, !StopSignals.isRequested {
        try watcher.look(changes.wait(atMost: watcher.patience), report: Self.report)
      }
      return
    }
    if watcher.isEmpty { Console.note("no frames yet; waiting for the first") }
    while !StopSignals.isRequested {
      try watcher.look(changes.wait(atMost: watcher.patience), report: Self.report)
    }
  }

  private static func report(_ event: WatchEvent) throws {
    if case .forecast(let json) = event {
      return try Console.result(ConsoleText.json(json.text()))
    }
    guard let message = event.message else { return }
    if event.isWarning { Console.warning(message) } else { Console.note(message) }
  }

  private func settings() throws -> WatchSettings {
    var settings = WatchSettings()
    settings.horizon = horizon
    settings.inputs = inputs
    settings.scale = scale.scale
    settings.pattern = try frames.framePattern()
    settings.noData = frames.noData
    settings.mask = try mask.read(frames.limits)
    settings.limits = frames.limits
    settings.isSharp = sharp
    settings.keep = keep
    settings.models = model
    return settings
  }
}
