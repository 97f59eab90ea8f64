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

  /// Reads the frames, says what there is to say of them, and tries the model on those that are known.
  func prepare(_ forecaster: any Forecaster) throws -> Prediction {
    let input = try PredictionInput(source.sequence, forecaster, request)
    try input.describe(forecaster, source.sequence, request)
    return Prediction(
      source: source, request: request, input: input,
      hindcast: request.hasHindcast ? try hindcast(input, forecaster) : nil,
      names: names(forecaster), worldFiles: try worldFiles(input.reduction), subfolder: subfolder)
  }

  /// Tries the model on the last frames, and says what it is worth there.
  private func hindcast(
    _ input: PredictionInput, _ forecaster: any Forecaster
  ) throws -> Hindcast? {
    let hindcast = try Hindcast(
      forecaster, input.read, inputs: input.wanted,
      horizon: request.horizon ?? forecaster.horizon, noData: request.noData)
    guard let hindcast else { return nil }
    if hindcast.isWorse {
      Console.warning(
        hindcast.sentence + ": it may not be made for such frames; -m persistence costs nothing")
    } else {
      Console.note("hindcast: " + hindcast.sentence)
    }
    return hindcast
  }

  /// Those of the last frame, at the scale of the forecast.
  private func worldFiles(_ reduction: FrameReduction?) throws -> [FrameSequence.WorldFile] {
    try source.sequence.worldFiles().compactMap { file in
      guard let reduction else { return file }
      let reduced = file.reduced(reduction)
      if reduced == nil {
        Console.warning(
          "the world file .\(file.pathExtension) is not six numbers, so it is not written for "
            + "the reduced frames")
      }
      return reduced
    }
  }
}
