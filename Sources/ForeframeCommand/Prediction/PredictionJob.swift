import ArgumentParser
import Foreframe
import ForeframeFiles
import ForeframeFrames

/// One INPUT of `predict` with the folder that its forecast goes to.
struct PredictionJob {
  let source: PredictionSource
  let request: PredictionRequest
  /// The folder within the output, for one of several inputs; nil: the output itself.
  let subfolder: String?

  /// A job for each source.
  ///
  /// - Throws: `ValidationError` if two of several would be written to folders of one name.
  static func jobs(
    _ sources: [PredictionSource], _ request: PredictionRequest
  ) throws -> [PredictionJob] {
    guard sources.count > 1 else {
      return sources.map { PredictionJob(source: $0, request: request, subfolder: nil) }
    }
    var names: Set<String> = []
    return try sources.map { source in
      guard names.insert(source.name).inserted else {
        throw ValidationError(
          "two inputs are called '\(source.name)', and their forecasts would go to one folder; "
            + "predict them one by one")
      }
      return PredictionJob(source: source, request: request, subfolder: source.name)
    }
  }

  /// Names of the frames that will be written.
  func names(_ forecaster: any Forecaster) -> [String] {
    source.sequence.nextNames(request.horizon ?? forecaster.horizon)
  }

  /// Refuses to write over what is read.
  func check(_ forecaster: any Forecaster, in output: String) throws {
    try source.protect(
      names(forecaster), in: subfolder.map { FileSystem.join(output, $0) } ?? output)
  }

  /// Reads the frames, says what there is to say of them, and tries forecasters on those that are known.
  func prepare(_ method: PredictionMethod) throws -> Prediction {
    let horizon = request.horizon ?? method.forecaster.horizon
    // Chances are those of whole frames.
    let hasChances = !request.chanceSamples.isEmpty
    let input = try PredictionInput(
      source.sequence, method.forecaster, request, horizon: horizon,
      triesReducedFrames: method.triesReducedFrames && !hasChances
    ) {
      method.comparedCount(
        source.sequence, wanted: $0, horizon: horizon, hasChances: hasChances)
    }
    try request.memory.check(method.forecaster, input.work(horizon))
    try input.describe(method.forecaster, source.sequence, request)
    var outcome = try method.outcome(
      input, request, time: LeadTime(cadence: source.sequence.cadence?.description))
    if request.hasQuantiles { try outcome.forecaster.requireQuantiles() }
    if request.isSharp {
      outcome.forecaster = outcome.forecaster.sharpened
      try request.memory.check(outcome.forecaster, input.work(horizon))
    }
    let files = try ForecastFiles(
      after: source.sequence, horizon: horizon, reduction: input.reduction)
    for pathExtension in files.unreadableWorldFiles {
      Console.warning(
        "the world file .\(pathExtension) is not six numbers, so it is not written for the reduced "
          + "frames")
    }
    return Prediction(
      source: source, request: request, input: input, outcome: outcome, files: files,
      subfolder: subfolder)
  }
}
