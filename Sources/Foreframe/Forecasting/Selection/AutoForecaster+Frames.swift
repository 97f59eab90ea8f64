import ForeframeFrames

extension AutoForecaster {
  /// Frames that are read for hindcasts besides those of the forecast, where there are so many.
  public static let moreFrames = UsualFrames.horizon

  /// Tries all candidates on the frames that are known.
  ///
  /// Where all of some frames is missing, those of the longest run without one are tried, the last of
  /// several.
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
    let run = Self.observedRun(of: frames, noData: noData)
    let known = run.isEmpty ? frames[...] : frames[run]
    // Fewer than 3 say as much as one.
    let (_, batch) = try encoded(
      Array(run.count < 3 ? known.suffix(1) : known), noData: noData, progress)
    var selection = try aligned(to: last.format, encoding.scaling).select(
      SharedInputs(batch), reading: reads, horizon: horizon, reducedBy: block, obstacle: obstacle,
      progress: progress)
    selection.endsAtGap = !run.isEmpty && run.upperBound < frames.count
    return (forecaster(selection), selection)
  }

  /// The longest run of frames of which something was observed, the last of several.
  private static func observedRun(of frames: [Frame], noData: Int?) -> Range<Int> {
    var longest = 0..<0
    var start = 0
    for (index, frame) in frames.enumerated() {
      if frame.isWhollyMissing(noData: noData) {
        start = index + 1
      } else if index + 1 - start >= longest.count {
        longest = start..<index + 1
      }
    }
    return longest
  }
}
