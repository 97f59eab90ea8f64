import ForeframeFrames

/// Forecasts a sequence again and again while it grows, and keeps what is worth keeping from one
/// forecast to the next.
public protocol SequenceContinuation: AnyObject {
  /// The most frames of the past that it wants.
  var reads: Int { get }
  /// Frames that it predicts unless told otherwise.
  var horizon: Int { get }
  /// What its frames were trained on; nil if that is not known or does not matter.
  var trainedOn: FramesProvenance? { get }
  /// The frames after a sequence.
  ///
  /// - Parameter frames: the last ones, in order, without a gap; at least one.
  /// - Throws: ``ForecastError``, or the device's errors.
  func forecast(
    _ frames: [WatchedFrame], horizon: Int, progress: ForecastProgress
  ) throws -> ContinuedForecast
  /// Frames that it was given before have changed, or others have come between them.
  func forget()
}

/// Frames to come, and what they were made with.
public struct ContinuedForecast {
  public let frames: [Frame]
  /// The forecaster that was used.
  public let model: String
  /// Frames that it read.
  public let inputs: Int
  /// Why this forecaster was chosen; nil if there was no choice.
  public let selection: Selection?

  public init(frames: [Frame], model: String, inputs: Int, selection: Selection? = nil) {
    self.frames = frames
    self.model = model
    self.inputs = inputs
    self.selection = selection
  }
}

/// The kinds of continuation.
public enum SequenceContinuations {
  /// The continuation of a forecaster: a network keeps its state, a choice is made again as often as
  /// there is time for it, any other forecaster reads the last frames.
  ///
  /// - Parameters:
  ///   - inputs: frames to read; nil: as many as the forecaster wants.
  ///   - noData: the sample that marks missing pixels, besides transparency.
  ///   - isSharp: whether frames are to be as sharp as the last one.
  public static func of(
    _ forecaster: any Forecaster, inputs: Int? = nil, noData: Int? = nil, isSharp: Bool = false
  ) -> any SequenceContinuation {
    switch forecaster {
    case let auto as AutoForecaster:
      ChosenContinuation(auto, inputs: inputs, noData: noData, isSharp: isSharp)
    case let network as NetworkForecaster where !isSharp && network.isStreamable:
      StreamedContinuation(network, inputs: inputs, noData: noData)
    default:
      PlainContinuation(
        isSharp ? forecaster.sharpened : forecaster, inputs: inputs, noData: noData)
    }
  }
}
