import ForeframeFiles
import ForeframeFrames

/// A forecast of frames that are known already: the last frames of a sequence from those before
/// them, with persistence beside it. It says what a model is worth on these very frames.
public struct Hindcast: Hashable, Sendable {
  /// Frames read, and frames forecast and compared.
  public let inputs: Int
  public let count: Int
  /// Mean squared errors on the scale 0 to 1, over all compared pixels.
  public let error: Double
  public let persistenceError: Double

  /// The most frames that are compared.
  public static let mostFrames = 4

  /// How many of the last frames are to be compared if a sequence has `available`; 0 if that is too
  /// few. Where there are not enough, fewer are read than the forecaster wants.
  public static func count(available: Int, inputs: Int, horizon: Int) -> Int {
    if available > inputs { return min(mostFrames, horizon, available - inputs) }
    return available < 2 ? 0 : max(1, min(mostFrames, horizon, available / 3))
  }

  /// Forecasts the last frames of `observed`.
  ///
  /// - Parameters:
  ///   - observed: frames that follow each other; the last of them are the truth.
  ///   - horizon: the most frames to compare.
  /// - Returns: nil if there are too few frames, or none of their pixels can be compared.
  /// - Throws: ``ForecastError``, or the device's errors.
  public init?(
    _ forecaster: any Forecaster, _ observed: [Frame], inputs: Int, horizon: Int,
    noData: Int? = nil, progress: ForecastProgress = ForecastProgress()
  ) throws {
    let count = Self.count(available: observed.count, inputs: inputs, horizon: horizon)
    guard count > 0, let last = observed.last else { return nil }
    let reads = min(inputs, observed.count - count)
    let frames = observed.suffix(reads + count)
    let converter = try FrameConverter(forecaster, like: last, noData: noData)
    let batch = try FrameBatch(steps: frames.count, count: 1) { step, _ in
      try converter.image(frames[frames.startIndex + step])
    }
    let forecast = try forecaster.forecast(
      batch.steps(0..<reads), horizon: count, progress: progress)
    guard forecast.values.allSatisfy(\.isFinite) else {
      throw ForecastError.notFinite(model: forecaster.name)
    }
    var scores = FrameScores()
    scores.add(batch, forecast: forecast.values, inputs: reads)
    guard scores.hasValues else { return nil }
    self.inputs = reads
    self.count = count
    error = scores.mse
    persistenceError = scores.persistenceMSE
  }

  /// Made of numbers that are known.
  init(inputs: Int, count: Int, error: Double, persistenceError: Double) {
    self.inputs = inputs
    self.count = count
    self.error = error
    self.persistenceError = persistenceError
  }

  /// The error as a multiple of persistence's; nil if that makes none.
  public var ratio: Double? { persistenceError > 0 ? error / persistenceError : nil }

  /// Whether repeating the last frame would have been at least as good.
  public var isWorse: Bool { error > 0 && error >= persistenceError }

  /// "on your last 4 frames this model's error is 3.1 times persistence's"
  public var sentence: String {
    let frames = count == 1 ? "your last frame" : "your last \(count) frames"
    guard let ratio else {
      return "on \(frames) persistence (the last frame repeated) makes no error: nothing moves"
    }
    if ratio >= 1 {
      return "on \(frames) this model's error is \(DecimalText.fixed(ratio, ratio < 9.95 ? 1 : 0)) "
        + "times persistence's (the last frame repeated)"
    }
    return "on \(frames) this model's error is \(DecimalText.fixed(100 * ratio, 0)) % of "
      + "persistence's (the last frame repeated)"
  }

  /// For programs.
  public var json: JSON {
    [
      "inputs": JSON(inputs), "frames": JSON(count), "mse": JSON(error),
      "persistence_mse": JSON(persistenceError), "ratio": ratio.map { JSON($0) } ?? nil,
    ]
  }
}
