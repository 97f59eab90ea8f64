import ForeframeFiles
import ForeframeFrames

/// Continues sequences of frames. Whatever can do that (a trained network, a rule, a mixture of
/// other forecasters) conforms, and is then evaluated, reported and written like any other.
///
///     let device = try BackendChoice.choose("auto")
///     let forecaster = try NetworkForecaster("model.safetensors", on: device.backend)
///     let next = try forecaster.forecast(frames, horizon: 10)
///
/// A forecaster of one's own needs a name and ``forecast(_:horizon:progress:)``; the rest has
/// defaults. One that wraps another hands on what it does not change. One thread at a time may use
/// a forecaster.
public protocol Forecaster {
  /// What reports call it: a baseline's name, or a file's path.
  var name: String { get }
  /// Frames that it wants to read (T); any number from 1 on works. Default: 10.
  var inputs: Int { get }
  /// Frames that it usually predicts (K); any number from 1 on works. Default: 10.
  var horizon: Int { get }
  /// The sides of the frames that it is given are multiples of this, in pixels. Default: 1.
  var patch: Int { get }
  /// Frames that each case of an evaluation gives it, unless the user says how many. Default:
  /// ``inputs``, but at least 10, so that forecasters that learn nothing are scored on the cases of
  /// those that do.
  var caseInputs: Int { get }
  /// What a report says of it besides its name. Default: nothing.
  var notes: JSONObject { get }
  /// What the frames were that it was trained on; nil if it is not known, or does not matter.
  /// Default: nil.
  var trainedOn: FramesProvenance? { get }
  /// The frames that it was trained on; nil if it was trained on none, or they are not known.
  /// Default: nil.
  var seen: SeenFrames? { get }
  /// Those of them that were held out from training, and by which the best model was chosen; nil if there
  /// are none, or they are not known. Default: nil.
  var heldOut: SeenFrames? { get }
  /// The forecaster of the same frames as sharp as real ones. Default: ``SharpForecaster`` around this
  /// one; itself where frames are as sharp as the inputs already.
  var sharpened: any Forecaster { get }
  /// The forecaster of the same frames whose squared error is least, for chances; see ``ChanceForecast``.
  /// Default: itself.
  var smooth: any Forecaster { get }
  /// Levels of the quantiles that it forecasts beside its frames, ascending within 0 and 1. Default: none.
  var quantileLevels: [Double] { get }
  /// The frames after `inputs`, as ``forecast(_:horizon:progress:)`` gives them, with a quantile for each of
  /// ``quantileLevels``. Default: the frames alone.
  func quantileForecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> QuantileForecast
  /// The samples that it reads as 0 and 1 in frames of a format; nil if any will do: those that the
  /// data set names, otherwise the full range of the format. Default: nil.
  func scaling(for format: FrameFormat) -> SampleScaling?
  /// Why it cannot read frames of so many channels; nil if it can. Default: nil.
  func obstacle(channels: Int) -> String?
  /// Says how far apart the frames are that are forecast next, as far as it is known. Default: leaves it
  /// aside.
  func prepare(for spacing: FrameSpacing)
  /// Bytes that a forecast of frames takes, about, with the frames themselves. Default: for one that holds
  /// all frames as floats.
  ///
  /// - Throws: what a device throws.
  func memory(for work: ForecastWork) throws -> Int
  /// The frames after `inputs`: [T, N, H, W, C] -> [K, N, H, W, C], normalised.
  ///
  /// - Parameters:
  ///   - inputs: H and W are multiples of ``patch``; some pixels may be missing in the mask, where
  ///     the values are a fill.
  ///   - horizon: how many, K >= 1.
  ///   - progress: is told of each finished part of the work.
  /// - Returns: predictions, whose mask lacks what was not predicted.
  /// - Throws: `ForecastError.cancelled` if `progress` says so; what a device throws.
  func forecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch
  /// The frames after some of `inputs`, which other forecasters read, too: the same as
  /// ``forecast(_:horizon:progress:)`` gives of these. A forecaster that finds out something that others
  /// need shares it there. Default: forecasts by itself.
  ///
  /// - Parameter known: the time steps that the forecast may see.
  func forecast(
    _ inputs: SharedInputs, known: Range<Int>, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch
  /// The frames after `observed`, as PNGs have them. The default encodes, forecasts and decodes; a
  /// forecaster that can do with the samples themselves has its own.
  func frames(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress
  ) throws -> [Frame]
  /// The same, handed over one by one as they come, so that a long forecast need not fit into memory.
  /// The default makes them all first.
  ///
  /// - Throws: what `body` throws, too; then no more frames are made.
  func eachFrame(
    after observed: [Frame], horizon: Int, noData: Int?, progress: ForecastProgress,
    _ body: (Frame) throws -> Void
  ) throws
}

/// The numbers of frames that forecasters read and predict where nothing says how many.
public enum UsualFrames {
  public static let inputs = 10
  public static let horizon = 10
}

extension Forecaster {
  public var inputs: Int { UsualFrames.inputs }
  public var horizon: Int { UsualFrames.horizon }
  public var patch: Int { 1 }
  public var caseInputs: Int { max(inputs, UsualFrames.inputs) }
  public var notes: JSONObject { JSONObject() }
  public var trainedOn: FramesProvenance? { nil }
  public var seen: SeenFrames? { nil }
  public var heldOut: SeenFrames? { nil }
  public var sharpened: any Forecaster { SharpForecaster(self) }
  public var smooth: any Forecaster { self }
  public var quantileLevels: [Double] { [] }
  public func quantileForecast(
    _ inputs: FrameBatch, horizon: Int, progress: ForecastProgress
  ) throws -> QuantileForecast {
    QuantileForecast(try forecast(inputs, horizon: horizon, progress: progress))
  }
  public func scaling(for format: FrameFormat) -> SampleScaling? { nil }
  public func obstacle(channels: Int) -> String? { nil }
  public func prepare(for spacing: FrameSpacing) {}
  public func memory(for work: ForecastWork) throws -> Int {
    work.bytes(planes: 2 * (work.inputs + work.horizon).multipliedOrLargest(work.channels))
  }

  public func forecast(
    _ inputs: SharedInputs, known: Range<Int>, horizon: Int, progress: ForecastProgress
  ) throws -> FrameBatch {
    let all = inputs.batch
    return try forecast(
      known == 0..<all.steps ? all : all.steps(known), horizon: horizon, progress: progress)
  }

  /// The frames after `inputs`, without a look at the progress.
  public func forecast(_ inputs: FrameBatch, horizon: Int) throws -> FrameBatch {
    try forecast(inputs, horizon: horizon, progress: ForecastProgress())
  }

  /// How frames of a format become what it reads, and predictions frames.
  ///
  /// - Parameters:
  ///   - noData: the sample that marks missing pixels, besides transparency.
  ///   - usual: the samples that are 0 and 1 if the forecaster has no ``scaling(for:)`` of its own;
  ///     nil: all of the format.
  public func encoding(
    for format: FrameFormat, noData: Int? = nil, usual: SampleScaling? = nil
  ) -> FrameEncoding {
    FrameEncoding(format: format, scaling: scaling(for: format) ?? usual, noData: noData)
  }
}
