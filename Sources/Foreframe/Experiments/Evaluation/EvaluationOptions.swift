import ForeframeFrames
import ForeframeTraining

/// What to evaluate and how.
public struct EvaluationOptions: Sendable {
  /// Part of the data set; nil: everything.
  public var split: Dataset.Split? = .test
  /// Whether, in place of a split, everything is scored that no model was trained on. Where folders
  /// say what is for the test, that is scored.
  public var choosesUnseen = false
  /// Frames read and predicted; nil: as the model was trained.
  public var inputs: Int?
  public var horizon: Int?
  /// Frames from the beginning of a case to that of the next.
  public var stride = 1
  /// The most cases, spread over sequences and time; nil: all.
  public var limit: Int?
  /// Cases that are forecast at once; nil: by the size of the frames.
  public var batch: Int?
  /// Reduction by block means, then a central part.
  public var scale = FrameScale.asTrained
  public var crop: FrameSize?
  /// Samples, as stored in the PNGs, from which on a pixel counts as an event.
  public var thresholds: [Double] = []
  /// Sides of the windows of the fractions skill score, in pixels.
  public var windows: [Int] = [5, 15]
  /// Wavelengths in pixels at which the power of forecasts is compared with that of the truth.
  public var wavelengths: [Double] = []
  public var convention = ScoreConvention.foreframe
  /// Forecasts without training that are scored beside the models; persistence is in any case. Motion is
  /// found anew for each case, which takes most of the time of a short evaluation.
  public var baselines: [Baseline] = [.persistence, .motion, .damped]
  /// Samples of the bootstrap.
  public var resamples = 1000
  public var seed: UInt64 = 0
  /// In place of what the data set says.
  public var pattern: FramePattern?
  public var noData: Int?
  /// A PNG that says which pixels are observed at all; nil: as `dataset.yaml` says.
  public var mask: String?
  public var limits = ImageLimits.standard

  public init() {}
}
