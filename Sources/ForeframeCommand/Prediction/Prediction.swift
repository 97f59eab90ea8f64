import Foreframe
import ForeframeFiles
import ForeframeFrames

/// A forecast that is ready to be made: frames are written as they come, so that a long one need not
/// fit into memory.
struct Prediction {
  let source: PredictionSource
  let request: PredictionRequest
  let input: PredictionInput
  let outcome: PredictionOutcome
  let files: ForecastFiles
  let subfolder: String?

  private static let animationName = "animation.apng"

  /// Forecasts, and writes frames, world files and animation into a folder that is there.
  ///
  /// - Returns: the seconds that it took.
  func write(to output: String) throws -> Double {
    let start = ContinuousClock.now
    let target = folder(in: output)
    try FileSystem.makeDirectories(target)
    var animated = request.frameTime == nil ? [] : input.observed.frames
    var number = 0
    try forecast { frame in
      try files.write(frame, number: number) { bytes, name in
        try UnfinishedFolder.write(bytes, to: FileSystem.join(target, name))
      }
      number += 1
      if request.frameTime != nil { animated.append(ForecastMark.drawn(on: frame)) }
    }
    if let time = request.frameTime {
      try AnimatedPNG.write(
        animated, delayMilliseconds: time, to: FileSystem.join(target, Self.animationName))
    }
    try writeChances(to: target)
    try writeQuantiles(to: target)
    if request.hasPage { try page().write(to: target) }
    return start.duration(to: .now) / .seconds(1)
  }

  /// Chances of each sample as frames in a folder of their own.
  private func writeChances(to target: String) throws {
    guard !request.chanceSamples.isEmpty else { return }
    let chances = try ChanceForecast(
      outcome.forecaster.smooth, input.read, reading: input.wanted, horizon: names.count,
      samples: request.chanceSamples, noData: request.noData)
    for (place, sample) in request.chanceSamples.enumerated() {
      let folder = FileSystem.join(target, Self.chanceFolder(sample))
      try FileSystem.makeDirectories(folder)
      for (index, name) in names.enumerated() {
        let frame = chances.frame(
          threshold: place, lead: index + 1, like: input.observed.frames[0])
        try PNGCodec.write(
          frame, to: FileSystem.join(folder, name), isInUnfinishedFolder: true)
      }
    }
  }

  /// Quantiles of each level as frames in a folder of their own.
  private func writeQuantiles(to target: String) throws {
    guard request.hasQuantiles else { return }
    let quantiles = try outcome.forecaster.smooth.quantileFrames(
      after: input.observed.frames, horizon: names.count, noData: request.noData)
    for (level, frames) in quantiles {
      let folder = FileSystem.join(target, Self.quantileFolder(level))
      try FileSystem.makeDirectories(folder)
      for (name, frame) in zip(names, frames) {
        try PNGCodec.write(
          frame, to: FileSystem.join(folder, name), isInUnfinishedFolder: true)
      }
    }
  }

  private static func quantileFolder(_ level: Double) -> String {
    "quantile_\(DecimalText.brief(level, 9))"
  }

  private func quantilePaths(in output: String) -> [String] {
    guard request.hasQuantiles else { return [] }
    return outcome.forecaster.smooth.quantileLevels.flatMap { level in
      names.map {
        FileSystem.join(FileSystem.join(folder(in: output), Self.quantileFolder(level)), $0)
      }
    }
  }

  private static func chanceFolder(_ sample: Double) -> String {
    "probability_\(DecimalText.brief(sample, 9))"
  }

  private func chancePaths(in output: String) -> [String] {
    request.chanceSamples.flatMap { sample in
      names.map {
        FileSystem.join(FileSystem.join(folder(in: output), Self.chanceFolder(sample)), $0)
      }
    }
  }

  private func page() throws -> ForecastPage {
    let words = [outcome.selection?.sentence, outcome.hindcast?.sentence].compactMap(\.self)
    return try ForecastPage(
      ForecastPage.Content(
        title: "Forecast of \(source.name)",
        words: words.isEmpty ? [outcome.forecaster.name] : words.map(\.capitalisedFirst),
        selection: outcome.selection,
        time: LeadTime(cadence: source.sequence.cadence?.description)),
      outcome.forecaster, read: input.read, inputs: input.observed.frames.count,
      horizon: names.count, noData: request.noData)
  }

  private func forecast(each body: (Frame) throws -> Void) throws {
    let frames = input.observed.frames
    let steps = frames.count + names.count
    // In one go the work is a little faster; nobody waits for small frames.
    let isLong = Console.isInteractive || frames[0].format.pixelCount * steps > 1 << 22
    var progress = Progress("predicting", unit: "time steps", total: steps)
    defer { progress.finish() }
    try outcome.forecaster.forecast(
      frames, horizon: names.count, noData: request.noData,
      progress: isLong
        ? ForecastProgress { done, _ in progress.update(done) } : ForecastProgress(),
      each: body)
  }

  /// File names of the frames to come.
  private var names: [String] { files.names }

  private func folder(in output: String) -> String {
    subfolder.map { FileSystem.join(output, $0) } ?? output
  }

  private func paths(in output: String) -> [String] {
    names.map { FileSystem.join(folder(in: output), $0) }
  }

  private func animationPath(in output: String) -> String? {
    request.frameTime.map { _ in FileSystem.join(folder(in: output), Self.animationName) }
  }

  private func pagePath(in output: String) -> String? {
    request.hasPage ? FileSystem.join(folder(in: output), ForecastPage.name) : nil
  }

  /// The paths of all that is written.
  func files(in output: String) -> [String] {
    paths(in: output) + chancePaths(in: output) + quantilePaths(in: output)
      + [animationPath(in: output), pagePath(in: output)].compactMap(\.self)
  }

  /// For programs.
  func json(_ choice: BackendChoice?, in output: String, seconds: Double) -> JSON {
    let sequence = source.sequence
    return [
      "model": .string(outcome.forecaster.name),
      "device": choice?.json ?? nil,
      "input": [
        "folder": .string(sequence.folder), "sequence": .string(sequence.patternDescription),
        "frames": JSON(input.names), "missing_frames": JSON(input.observed.missingCount),
        "missing_share": JSON(input.observed.missingShare),
      ],
      "hindcast": outcome.hindcast?.json ?? nil,
      "selection": outcome.selection?.json ?? nil,
      "horizon": JSON(names.count),
      "block": JSON(input.reduction?.block ?? 1),
      "format": .string("\(input.observed.frames[0].format)"),
      "frames": JSON(paths(in: output)),
      "probabilities": JSON(chancePaths(in: output)),
      "quantiles": JSON(quantilePaths(in: output)),
      "animation": animationPath(in: output).map { .string($0) } ?? nil,
      "page": pagePath(in: output).map { .string($0) } ?? nil,
      "seconds": JSON(seconds),
    ]
  }
}

extension BackendChoice {
  /// Name and reason.
  var json: JSON { ["name": .string(name), "reason": .string(reason)] }
}
