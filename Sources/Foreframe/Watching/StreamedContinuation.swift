import ForeframeFrames

/// Forecasts by a network whose state is kept: a new frame costs one step, not a whole sequence.
///
/// The state goes back as far as the sequences did that the network was trained on, inputs and horizon
/// together. Then it is made anew from the last inputs.
public final class StreamedContinuation: SequenceContinuation {
  private let network: NetworkForecaster
  private let stream: StreamingForecaster
  /// The last frames that the state has seen.
  private var seen: [String] = []
  private var format: FrameFormat?
  public let reads: Int

  /// - Parameter inputs: frames that a new state is made from; nil: as many as the network was trained
  ///   with.
  public init(_ network: NetworkForecaster, inputs: Int? = nil, noData: Int? = nil) {
    self.network = network
    stream = StreamingForecaster(network, noData: noData)
    reads = inputs ?? network.inputs
  }

  public var horizon: Int { network.horizon }
  public var trainedOn: FramesProvenance? { network.trainedOn }

  public func forecast(
    _ frames: [WatchedFrame], horizon: Int, progress: ForecastProgress
  ) throws -> ContinuedForecast {
    var new = unseen(frames)
    let longest = reads + network.horizon
    if new == nil || stream.observedCount + (new?.count ?? 0) > longest {
      forget()
      new = frames.suffix(reads)
    }
    do {
      for frame in new ?? [] {
        try progress.check()
        try stream.observe(frame.frame)
        seen.append(frame.name)
      }
      seen = seen.suffix(reads)
      format = frames.last?.frame.format
      return ContinuedForecast(
        frames: try stream.forecast(horizon: horizon, progress: progress), model: network.name,
        inputs: stream.observedCount)
    } catch {
      forget()
      throw error
    }
  }

  public func forget() {
    stream.reset()
    seen = []
    format = nil
  }

  /// The frames after those that the state has seen; nil if it has not seen what comes before them.
  private func unseen(_ frames: [WatchedFrame]) -> ArraySlice<WatchedFrame>? {
    guard let last = seen.last, let format, let end = frames.lastIndex(where: { $0.name == last }),
      frames[end...].allSatisfy({ $0.frame.format.isCompatible(with: format) })
    else { return nil }
    let before = frames[...end].map(\.name)
    let count = min(before.count, seen.count)
    guard before.suffix(count).elementsEqual(seen.suffix(count)) else { return nil }
    return frames[(end + 1)...]
  }
}
