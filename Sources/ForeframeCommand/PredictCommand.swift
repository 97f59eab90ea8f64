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
      Reads the last frames of INPUT (as many as the model was trained with) and writes PNGs of the \
      same size, colour type and bit depth, named by continuing the numbers or times. Frames after \
      a gap are another sequence; the last one is continued. Where a folder has several series \
      (bands, cameras), --pattern chooses one. Prints the paths of what it wrote.

      Examples:
        foreframe predict radar/ -m model.safetensors -o next/
        foreframe predict radar/ -m model.safetensors -o next/ -n 24 --animate
        foreframe predict radar/ -m persistence -o same/ -n 1
        foreframe predict radar/ -m model.safetensors -o next/ --pattern 'radar_%Y%m%d_%H%M.png' \
      --nodata 255 --json
      """)

  @Argument(help: "A folder of PNGs.")
  var input: String

  @Option(
    name: .shortAndLong,
    help: "A model file or checkpoint, or a baseline: persistence, mean, motion, damped or sharp.")
  var model: String

  @Option(name: .shortAndLong, help: "The folder to write to; it is made.")
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

  @Flag(help: "Also write inputs and predictions as one animation, animation.apng.")
  var animate = false

  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(help: "Accept an output folder that is not empty; files of the same names are replaced.")
  var overwrite = false

  @OptionGroup var frames: FrameOptions
  @OptionGroup var device: DeviceOptions

  func validate() throws {
    try CountLimit.predictedFrames.check(horizon, "-n")
    try CountLimit.inputFrames.check(inputs, "--inputs")
    if animate { try CountLimit.animatedFrames.check(horizon, "--animate with -n") }
  }

  func run() throws {
    CleanStop.install()
    let start = ContinuousClock.now
    let pattern = try frames.framePattern()
    let scan = try FrameSequence.scan(input, pattern: pattern)
    let sequence = try scan.sequenceToContinue()
    let folder = try OutputFolder(output, overwrites: overwrite)
    let model = try ForecastModel(self.model)
    describe(scan)
    let choice = try device.choose(for: model)
    let forecaster = try model.forecaster(on: choice?.backend)

    let wanted = inputs ?? forecaster.inputs
    let count = min(wanted, sequence.count)
    if count < wanted {
      Console.warning(
        "\(sequence.folder.shown): \(wanted) frames are wanted, but only \(count) follow each other "
          + "without a gap; the forecast may be poor")
    }
    let used = sequence.count - count..<sequence.count
    let observed = try sequence.readAll(used, limits: frames.limits)
    if observed[observed.count - 1].hasPartialAlpha {
      Console.warning(
        "\(sequence.names[sequence.count - 1].shown) has pixels that are partly transparent; alpha is "
          + "not predicted, every prediction has that of this frame")
    }
    let names = sequence.nextNames(horizon ?? forecaster.horizon)

    let animation = animate ? "animation.apng" : nil
    let worldFiles = try sequence.worldFiles()
    try folder.write { target in
      // Written as they come: a long forecast need not fit into memory.
      var predicted: [Frame] = []
      var number = 0
      try forecaster.forecast(observed, horizon: names.count, noData: frames.noData) { frame in
        let name = names[number]
        number += 1
        try PNGCodec.write(frame, to: FileSystem.join(target, name))
        for file in worldFiles {
          try AtomicFile.write(file.bytes, to: FileSystem.join(target, file.name(for: name)))
        }
        if animate { predicted.append(frame) }
      }
      if let animation {
        try AnimatedPNG.write(
          observed + predicted, delayMilliseconds: 200, to: FileSystem.join(target, animation))
      }
    }

    let seconds = start.duration(to: .now) / .seconds(1)
    let paths = (names + (animation.map { [$0] } ?? [])).map { FileSystem.join(folder.path, $0) }
    guard json else { return try Console.result(paths.map(\.escaped).joined(separator: "\n")) }
    try Console.result([
      "model": .string(forecaster.name),
      "device": choice?.json ?? nil,
      "input": [
        "folder": .string(sequence.folder), "sequence": .string(sequence.patternDescription),
        "frames": JSON(sequence.names[used].map { $0 }),
      ],
      "horizon": JSON(names.count),
      "format": .string("\(observed[0].format)"),
      "frames": JSON(names.map { FileSystem.join(folder.path, $0) }),
      "animation": animation.map { .string(FileSystem.join(folder.path, $0)) } ?? nil,
      "seconds": JSON(seconds),
    ])
  }

  private func describe(_ scan: SequenceScan) {
    let last = scan.last
    Console.note("input: \(last.patternDescription)")
    let others = scan.sequences.count - 1
    if others > 0 {
      Console.note(
        "input: gaps make \(others + 1) sequences of this folder; the last one is continued "
          + "(\(last.count) frames from \(last.names[0]) on)")
    }
    let unreadable = (try? FileSystem.unreadableNames(last.folder)) ?? []
    if let first = unreadable.first {
      Console.warning(
        "\(unreadable.count) names in \(last.folder.shown) are not UTF-8 and are left out, such as "
          + "'\(first)'; rename them to use them")
    }
    for warning in scan.warnings { Console.warning(warning) }
  }
}

extension BackendChoice {
  /// Name and reason.
  var json: JSON { ["name": .string(name), "reason": .string(reason)] }
}
