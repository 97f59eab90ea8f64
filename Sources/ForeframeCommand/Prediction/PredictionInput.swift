import Foreframe
import ForeframeFiles
import ForeframeFrames

/// The frames that a forecast is made from, at the scale of the model.
struct PredictionInput {
  /// All that were read: those of the forecast, and before them those of the hindcast. Large frames that
  /// are reduced for the trials are so here.
  let read: [Frame]
  /// Side of the blocks of pixels whose means `read` has; 1: frames as they are forecast from.
  let trialBlock: Int
  /// What is forecast from, in order.
  let observed: ObservedFrames
  /// Names of all that were read, and of those that are forecast from.
  let readNames: [String]
  let names: [String]
  /// Frames that the forecaster reads at most.
  let wanted: Int
  /// Nil if frames stay as they are.
  let reduction: FrameReduction?

  /// - Parameters:
  ///   - horizon: frames that will be predicted.
  ///   - triesReducedFrames: whether large frames may be reduced for hindcasts.
  ///   - compared: of a number of frames to read, how many more are for hindcasts.
  init(
    _ sequence: FrameSequence, _ forecaster: any Forecaster, _ request: PredictionRequest,
    horizon: Int, triesReducedFrames: Bool, compared: (_ wanted: Int) -> Int
  ) throws {
    wanted = request.inputs ?? forecaster.inputs
    let count = min(wanted, sequence.count)
    if count < wanted {
      Console.warning(
        "\(sequence.folder.shown): \(wanted) frames are wanted, but only \(count) follow each other "
          + "without a gap; the forecast may be poor")
    }
    let used = max(0, sequence.count - count - compared(wanted))..<sequence.count
    let format = try sequence.format(of: used.lowerBound, limits: request.limits)
    try SampleError.check(noData: request.noData, in: format)
    try SampleError.check(thresholds: request.chanceSamples, "--probability", in: format)
    let reduction = try Self.reduction(sequence, used.lowerBound, format, forecaster, request)
    let size = reduction?.size ?? FrameSize(height: format.height, width: format.width)
    var work = ForecastWork(format: format, inputs: count, horizon: horizon)
    (work.format.width, work.format.height) = (size.width, size.height)
    try request.memory.check(forecaster, work)
    let trial =
      triesReducedFrames
      ? AutoForecaster.trialReduction(of: size, noData: request.noData) : nil
    var (whole, tried): ([Frame], [Frame]) = ([], [])
    for index in used {
      var frame = try sequence.read(index, limits: request.limits)
      try sequence.check(frame.format, of: index, against: format, of: used.lowerBound)
      if let reduction { frame = reduction.apply(frame) }
      if let trial { tried.append(trial.apply(frame)) }
      // Of large frames those that are for trials alone are not held.
      if trial == nil || index >= sequence.count - count { whole.append(frame) }
    }
    self.reduction = reduction
    read = trial == nil ? whole : tried
    trialBlock = trial?.block ?? 1
    let last = Array(whole.suffix(count))
    let noData = request.noData
    let isMissing = last.allSatisfy { $0.isWhollyMissing(noData: noData) }
    observed = try ObservedFrames(
      last,
      after: isMissing
        ? try Self.lastObserved(
          sequence, before: sequence.count - count, format, reduction, request) : [],
      noData: noData)
    readNames = Array(sequence.names.suffix(read.count))
    names = Array(readNames.suffix(count))
  }

  /// The last frames before one of which something was observed, in order, back to one of which every
  /// pixel was: where nothing came through of all that a forecaster reads, it reads further back.
  private static func lastObserved(
    _ sequence: FrameSequence, before end: Int, _ format: FrameFormat, _ reduction: FrameReduction?,
    _ request: PredictionRequest
  ) throws -> [Frame] {
    var found: [Frame] = []
    for index in (0..<end).reversed() where found.count < UsualFrames.inputs {
      let whole = try sequence.read(index, limits: request.limits)
      try sequence.check(whole.format, of: index, against: format, of: end)
      let frame = reduction.map { $0.apply(whole) } ?? whole
      let missing = FrameEncoding(format: frame.format, noData: request.noData).missing(in: frame)
      if missing?.allSatisfy(\.self) ?? false { continue }
      found.insert(frame, at: 0)
      if missing == nil { break }
    }
    return found
  }

  /// How large a forecast of them is.
  func work(_ horizon: Int) -> ForecastWork {
    ForecastWork(
      format: observed.frames[0].format, inputs: observed.frames.count, horizon: horizon,
      isComplete: observed.isComplete)
  }

  /// How frames come to the scale of the model; nil if they stay as they are.
  private static func reduction(
    _ sequence: FrameSequence, _ first: Int, _ format: FrameFormat, _ forecaster: any Forecaster,
    _ request: PredictionRequest
  ) throws -> FrameReduction? {
    let size = FrameSize(height: format.height, width: format.width)
    guard let target = request.scale.target(of: size, for: forecaster.trainedOn) else { return nil }
    guard let found = FrameReduction(of: size, to: target, noData: request.noData) else {
      throw FrameError.tooSmall(
        file: sequence.path(first), width: size.width, height: size.height, needed: "\(target)")
    }
    return found.changesNothing ? nil : found
  }

  /// Says what is missing, at which scale the forecast is, and how the frames differ from those
  /// that the model was trained on.
  func describe(
    _ forecaster: any Forecaster, _ sequence: FrameSequence, _ request: PredictionRequest
  ) throws {
    for warning in observed.warnings { Console.warning(warning) }
    for place in DefectiveFrame.indices(of: read, noData: request.noData) {
      Console.warning(
        "\(readNames[place].shown) is much brighter or darker than the frames before and after it, as if "
          + "an instrument had failed; forecasts that follow motion leave it out")
    }
    if let last = read.last, last.hasPartialAlpha {
      Console.warning(
        "\((names.last ?? "").shown) has pixels that are partly transparent; alpha is not predicted, "
          + "every prediction has that of this frame")
    }
    if let reduction {
      Console.note(
        "scale: the forecast has \(reduction.size) pixels, each the mean of \(reduction.block)x"
          + "\(reduction.block) of the input"
          + (request.scale == .asTrained
            ? ", as the model was trained; --size full keeps the frames as they are" : ""))
    }
    guard let trained = forecaster.trainedOn, let last = observed.frames.last else { return }
    let encoding = forecaster.encoding(for: last.format, noData: request.noData)
    var content = FrameContent()
    content.add(
      FrameBatch(windows: [observed.frames.map { encoding.encode($0) }]))
    let fit = FrameFit(
      trained, size: FrameSize(height: last.format.height, width: last.format.width),
      cadence: sequence.cadence?.description, content: content, scaling: encoding.scaling)
    for warning in fit.warnings { Console.warning(warning) }
  }
}
