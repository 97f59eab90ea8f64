import ForeframeFrames

/// Follows frames in time and knows for each pixel the last value that was observed, so that a frame
/// of which nothing came through does not take the forecast with it.
///
/// Only a frame that is wholly missing is replaced. A pixel that is missing in an otherwise observed
/// frame stays missing: it is outside of what is observed at all, as a rule.
public struct LastObserved {
  private let noData: Int?
  /// The last frame, with the last observed value of each pixel that it misses.
  private var composite: Frame?

  /// - Parameter noData: the sample that marks missing pixels, besides transparency.
  public init(noData: Int? = nil) { self.noData = noData }

  /// The frame itself, or the last observed values if all of it is missing; nil if nothing has been
  /// observed yet.
  public mutating func next(_ frame: Frame) -> Frame? {
    let missing = FrameEncoding(format: frame.format, noData: noData).missing(in: frame)
    guard let missing else {
      composite = frame
      return frame
    }
    if missing.allSatisfy(\.self) { return composite }
    var latest = frame
    // Samples of another palette mean other colours.
    if let composite, composite.format == frame.format {
      let channels = frame.format.channels
      for pixel in missing.indices where missing[pixel] {
        for sample in pixel * channels..<(pixel + 1) * channels {
          latest.samples[sample] = composite.samples[sample]
        }
      }
    }
    composite = latest
    return frame
  }
}

extension Frame {
  /// Whether no pixel was observed.
  public func isWhollyMissing(noData: Int?) -> Bool {
    FrameEncoding(format: format, noData: noData).missing(in: self)?.allSatisfy(\.self) ?? false
  }
}

/// Frames that a forecast is made from, after those of which nothing was observed are replaced.
public struct ObservedFrames {
  /// What is forecast from; at least one.
  public let frames: [Frame]
  /// Frames that were wholly missing: replaced, or left out at the beginning.
  public let missingCount: Int
  private let total: Int
  /// Whether the last one was.
  public let lastIsMissing: Bool
  /// Whether every pixel of every frame was observed.
  public let isComplete: Bool
  /// The share of pixels of the last frame that are missing and stay so.
  public let missingShare: Double

  /// - Parameters:
  ///   - earlier: frames before them, whose values stand for what is missing, but which are not forecast from
  ///     themselves.
  ///   - noData: the sample that marks missing pixels, besides transparency.
  /// - Throws: ``ForecastError/noFrames`` without frames, ``ForecastError/nothingObserved(count:)``
  ///   if all pixels of all frames are missing.
  public init(
    _ frames: [Frame], after earlier: [Frame] = [], noData: Int? = nil
  ) throws(ForecastError) {
    if frames.isEmpty { throw .noFrames }
    var followed = LastObserved(noData: noData)
    for frame in earlier { _ = followed.next(frame) }
    var found: [Frame] = []
    var missing = 0
    var lastIsMissing = false
    var isComplete = true
    for frame in frames {
      let next = followed.next(frame)
      let marks = FrameEncoding(format: frame.format, noData: noData).missing(in: frame)
      lastIsMissing = marks?.allSatisfy(\.self) ?? false
      if marks != nil { isComplete = false }
      if lastIsMissing { missing += 1 }
      if let next { found.append(next) }
    }
    guard let last = found.last else { throw .nothingObserved(count: frames.count) }
    self.frames = found
    missingCount = missing
    total = frames.count
    self.lastIsMissing = lastIsMissing
    self.isComplete = isComplete
    let marks = FrameEncoding(format: last.format, noData: noData).missing(in: last)
    missingShare = marks.map { Double($0.count { $0 }) / Double(max($0.count, 1)) } ?? 0
  }

  /// What a person should know of it; empty if nothing is missing.
  public var warnings: [String] {
    var warnings: [String] = []
    if missingCount > 0 {
      warnings.append(
        "\(missingCount) of \(total) frames \(missingCount == 1 ? "is" : "are") wholly "
          + "missing\(lastIsMissing ? ", the last one among them" : ""); the last values that were "
          + "observed stand for them, pixel by pixel")
    }
    if missingShare > 0 {
      let percent = 100 * missingShare
      let share = percent < 0.1 ? "less than 0.1" : DecimalText.fixed(percent, 1)
      warnings.append(
        "\(share) % of the pixels of the \(lastIsMissing ? "last observed values" : "last frame") "
          + "are missing, and stay missing in the forecast")
    }
    return warnings
  }
}
