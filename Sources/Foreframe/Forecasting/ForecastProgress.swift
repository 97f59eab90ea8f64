/// How a caller follows a forecast, and ends one that is no longer wanted.
///
///     let progress = ForecastProgress { done, total in
///       bar.value = Double(done) / Double(total)
///     } isCancelled: {
///       window.isClosed
///     }
///     let next = try forecaster.forecast(frames, horizon: 100, progress: progress)
///
/// Both closures run on the thread that forecasts, between the parts of its work. A cancelled
/// forecast throws `ForecastError.cancelled`; the forecaster can be used again.
public struct ForecastProgress {
  private let report: ((_ done: Int, _ total: Int) -> Void)?
  private let isCancelled: (() -> Bool)?

  /// - Parameters:
  ///   - report: is told how many of how many parts of the work are done; nil: nobody wants to know.
  ///   - isCancelled: whether the forecast is no longer wanted; nil: it always is.
  public init(
    report: ((_ done: Int, _ total: Int) -> Void)? = nil, isCancelled: (() -> Bool)? = nil
  ) {
    self.report = report
    self.isCancelled = isCancelled
  }

  /// Whether somebody follows. Work that would be slower in parts is done in one if nobody does.
  public var isFollowed: Bool { report != nil || isCancelled != nil }

  /// Goes on, unless the forecast is no longer wanted.
  public func check() throws(ForecastError) {
    if let isCancelled, isCancelled() { throw .cancelled }
  }

  /// Reports that so many parts are done, and goes on unless the forecast is no longer wanted.
  public func update(_ done: Int, of total: Int) throws(ForecastError) {
    report?(done, total)
    try check()
  }

  /// The progress of one of several equal shares of the work, such as one member of an ensemble or
  /// one tile: what it reports is reported as a part of the whole.
  public func share(_ index: Int, of count: Int) -> ForecastProgress {
    ForecastProgress(
      report: report.map { report in
        { done, total in report(index * total + done, count * total) }
      }, isCancelled: isCancelled)
  }

  /// The same wish to cancel, without reports: for work that is itself a part of what is reported.
  public var silent: ForecastProgress { ForecastProgress(isCancelled: isCancelled) }
}
