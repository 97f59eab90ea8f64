import ForeframeFiles
import ForeframeFrames

/// What a watcher is asked for.
public struct WatchSettings {
  /// Frames to predict and to read; nil: as many as the forecaster usually does.
  public var horizon: Int?
  public var inputs: Int?
  public var scale = FrameScale.asTrained
  /// How names count; nil: it is detected.
  public var pattern: FramePattern?
  /// The sample that marks missing pixels, besides transparency.
  public var noData: Int?
  /// Which pixels are observed at all; nil: every pixel.
  public var mask: ObservedMask?
  public var limits = ImageLimits.standard
  /// Whether predicted frames are to be as sharp as the last one.
  public var isSharp = false
  /// Old forecasts that are kept, besides those whose truth is still to come.
  public var keep = 0
  /// For how long a file that is no PNG yet must stand still before it is given up.
  public var patience = Duration.seconds(2)
  /// What it is asked to forecast with, by name: other names are another forecast of the same frames.
  public var models: [String] = []
  /// The most samples of predicted frames that are kept for their truth to come, 128 MiB of them.
  public var mostPendingSamples = 1 << 26

  public init() {}

  /// Old forecasts that stay in any case, so that a reader of one can finish.
  static let keepForReaders = 2

  /// What a forecast depends on besides the frames.
  var json: JSON {
    [
      "models": JSON(models), "horizon": horizon.map { JSON($0) } ?? .null,
      "inputs": inputs.map { JSON($0) } ?? .null, "size": .string("\(scale)"),
      "nodata": noData.map { JSON($0) } ?? .null, "sharp": .bool(isSharp),
      "mask": mask.map { .string($0.path) } ?? .null,
      "pattern": pattern.map { .string("\($0)") } ?? .null,
    ]
  }

  /// For how many leads frames of so many samples can be kept until their truth comes: forecasts of
  /// each of the last frames wait, each for fewer leads than the one after it.
  public func verifiedLeads(horizon: Int, samples: Int) -> Int {
    var leads = 1
    while leads < horizon, (leads + 1) * (leads + 4) / 2 * samples <= mostPendingSamples {
      leads += 1
    }
    return leads
  }
}
