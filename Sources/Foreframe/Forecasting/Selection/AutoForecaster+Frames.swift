import ForeframeFrames

extension AutoForecaster {
  /// Frames that are read for hindcasts besides those of the forecast, where there are so many.
  public static let moreFrames = UsualFrames.horizon

  /// Tries all candidates on the frames that are known.
  ///
  /// Where all of a frame is missing, only the frames after it are tried.
  ///
  /// - Parameters:
  ///   - frames: frames that follow each other in time, the last ones of a sequence.
  ///   - reads: frames that a candidate reads at most.
  ///   - horizon: frames that are wanted.
  ///   - noData: the sample that marks missing pixels, besides transparency.
  ///   - block: side of the blocks of pixels whose means the frames are already. Large frames that are
  ///     not reduced yet are reduced here; see ``trialReduction(of:noData:)``.
  ///   - obstacle: why a candidate cannot be used, besides what it says itself; nil if it can.
  /// - Returns: the forecaster to be used, and why.
  /// - Throws: ``ForecastError``, or the device's errors.
  public func select(
    _ frames: [Frame], reading reads: Int, horizon: Int, noData: Int? = nil,
    reducedBy block: Int = 1,
    obstacle: (any Forecaster) throws -> String? = { _ in nil },
    progress: ForecastProgress = ForecastProgress()
  ) throws -> (forecaster: any Forecaster, selection: Selection) {
    if let newest = frames.last,
      let reduction = Self.trialReduction(of: newest.format.size, noData: noData)
    {
      return try select(
        frames.map(reduction.apply), reading: reads, horizon: horizon, noData: noData,
        reducedBy: block * reduction.block, obstacle: obstacle, progress: progress)
    }
    guard let last = frames.last else { throw ForecastError.noFrames }
    let encoding = self.encoding(for: last.format, noData: noData)
    let lastMissing = frames.lastIndex {
      encoding.missing(in: $0)?.allSatisfy(\.self) ?? false
    }
    let known = lastMissing.map { Array(frames[($0 + 1)...]) } ?? frames
    let (_, batch) = try encoded(
      known.count < 3 ? try ObservedFrames(frames, noData: noData).frames.suffix(1) : known,
      noData: noData, progress)
    let selection = try aligned(to: last.format, encoding.scaling).select(
      SharedInputs(batch), reading: reads, horizon: horizon, reducedBy: block, obstacle: obstacle,
      progress: progress)
    return (forecaster(selection), selection)
  }
}
