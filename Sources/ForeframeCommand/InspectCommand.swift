import ArgumentParser
import ForeframeFiles
import Foreframe
import ForeframeFrames
import ForeframeTraining

/// Says what a file or folder is.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Describe a model, a checkpoint, a recipe, a data set, a run or a PNG.",
    discussion: """
      Examples:
        foreframe inspect model.safetensors
        foreframe inspect data/
        foreframe inspect --config Configs/moving-digits.yaml --json
      """)

  @Argument(help: "A file, or a folder of sequences.", completion: .file())
  var path: String?

  @Option(
    name: [.customShort("c"), .long], help: ArgumentHelp("A recipe (YAML).", valueName: "file"),
    completion: Completions.recipe)
  var config: String?

  @Option(
    help: ArgumentHelp(
      "WIDTHxHEIGHT of the frames that multiply-adds are counted for. (default: the recipe's)",
      valueName: "size"),
    transform: SizeArgument.parse)
  var size: FrameSize?

  @Flag(help: "Print one JSON document.")
  var json = false

  @OptionGroup var frames: FrameOptions

  func validate() throws {
    if (path == nil) == (config == nil) {
      throw ValidationError("name one thing: a PATH or a --config FILE")
    }
  }

  func run() throws {
    let description = try describe()
    if json {
      try Console.result(description.json)
    } else {
      try Console.result(description.text)
    }
  }

  private func describe() throws -> Description {
    if let config { return try recipe(config) }
    let path = path ?? ""
    try ForeignFrames.check(path)
    if FileSystem.isDirectory(path) {
      let run = RunFolder(path)
      let isRun = FileSystem.isFile(run.configuration)
      return isRun ? try self.run(path, run) : try dataset(path)
    }
    switch FileSystem.pathExtension(path).lowercased() {
    case "yaml", "yml", "json": return try recipe(path)
    case "png": return try png(path)
    default: return try model(path)
    }
  }

  private func recipe(_ path: String) throws -> Description {
    let recipe = try Recipe.read(path)
    var text = Description("recipe", path)
    text.add("name", .string(recipe.name))
    text.add("about", recipe.about.map { .string($0) })
    let data = recipe.data
    let given = size ?? data.crop ?? data.reduce
    let frame =
      given
      ?? (data.synthetic == nil ? nil : FrameSize(height: data.height, width: data.width))
    text.add(recipe.model, inputs: data.inputs, horizon: data.horizon, frame)
    text.details = recipe.json
    for key in ["steps", "epochs"] { text.add(key, recipe.json["training"]?[key]) }
    return text
  }

  /// Notes that are for programs, or are shown otherwise.
  private static let hiddenNotes: Set<String> = [
    "training", "training.configuration", "frames", "frames_seen",
    "frames_held_out",
  ]

  private func model(_ path: String) throws -> Description {
    let file = try SafetensorsFile.read(path)
    let model = try ModelFile(file)
    let isCheckpoint = file.metadata("training") != nil
    var text = Description(isCheckpoint ? "checkpoint" : "model", path)
    text.add(model.description, inputs: model.inputs, horizon: model.horizon, size)
    text.add("samples", .string("\(model.minimum) to \(model.maximum) are 0 to 1"))
    for note in model.notes where !Self.hiddenNotes.contains(note.key) {
      text.add(note.key, .string(note.value))
    }
    if let frames = FramesProvenance(model) { text.add("frames", .string("\(frames)")) }
    if isCheckpoint {
      let checkpoint = try Checkpoint.read(path)
      text.add("step", JSON(checkpoint.progress.step))
      text.add("best score", checkpoint.progress.bestScore.map { JSON($0) })
      text.add("best step", JSON(checkpoint.progress.bestStep))
    }
    text.details = [
      "tensors": .array(
        model.weights.map {
          ["name": .string($0.name), "shape": JSON($0.shape.sizes)]
        })
    ]
    return text
  }

  private func run(_ path: String, _ run: RunFolder) throws -> Description {
    var text = try recipe(run.configuration)
    text.kind = "run"
    text.path = path
    for file in [run.last, run.best] where FileSystem.isFile(file) {
      text.add("checkpoint", .string(file))
    }
    return text
  }

  private func dataset(_ path: String) throws -> Description {
    var description = try DatasetDescription.read(folder: path)
    if let pattern = try frames.framePattern() { description.pattern = pattern }
    // One sequence alone is described as it is, not cut into parts.
    let isCut = Dataset.Split.allCases.contains {
      FileSystem.isDirectory(FileSystem.join(path, $0.rawValue))
    }
    let dataset =
      isCut
      ? try Dataset.open(path, description: description)
      : try Dataset.everything(path, description: description)
    var text = Description("data set", path)
    for split in Dataset.Split.allCases where !dataset[split].isEmpty {
      let sequences = dataset[split]
      text.add(
        isCut ? split.rawValue : "sequences",
        .string(
          "\(sequences.count) sequences, \(sequences.reduce(0) { $0 + $1.count }) frames"))
    }
    let all = dataset.sequences
    if let first = all.first {
      text.add("format", .string("\(try first.format(of: 0, limits: frames.limits))"))
    }
    text.details = [
      "sequences": .array(
        all.map {
          [
            "name": .string($0.name), "frames": JSON($0.count),
            "description": .string($0.patternDescription),
          ]
        }),
      "ignored": JSON(dataset.ignored),
      "notes": JSON(dataset.notes),
    ]
    for sequence in all.prefix(20) {
      text.lines.append("  \(sequence.name.shown): \(sequence.patternDescription.escaped)")
    }
    if all.count > 20 { text.lines.append("  ... and \(all.count - 20) more") }
    if let first = dataset.ignored.first {
      text.lines.append("  left out: \(dataset.ignored.count) files, such as \(first.shown)")
    }
    text.lines += dataset.notes.prefix(5).map { "  note: \($0)" }
    return text
  }

  private func png(_ path: String) throws -> Description {
    let frame = try PNGCodec.read(path: path, limits: frames.limits)
    let format = frame.format
    var text = Description("PNG", path)
    text.add("width", JSON(format.width))
    text.add("height", JSON(format.height))
    text.add("colour type", .string("\(format.colourType)"))
    text.add("bit depth", JSON(format.bitDepth))
    if format.colourType == .palette { text.add("palette entries", JSON(format.palette.count)) }
    switch format.transparency {
    case .none: break
    case .sample(let samples): text.add("transparent sample", JSON(samples.map { Int($0) }))
    case .palette(let alpha): text.add("palette alphas", JSON(alpha.count))
    }
    text.add("smallest sample", frame.samples.min().map { JSON(Int($0)) })
    text.add("largest sample", frame.samples.max().map { JSON(Int($0)) })
    let missing = FrameEncoding(format: format, noData: frames.noData).missing(in: frame)
    text.add("missing pixels", JSON(missing?.count { $0 } ?? 0))
    return text
  }
}
