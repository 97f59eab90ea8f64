import Foreframe
import ForeframeFrames

/// What the options of `predict` ask for, the same for every INPUT.
struct PredictionRequest {
  /// Frames to predict and to read; nil: as the model was trained.
  var horizon: Int?
  var inputs: Int?
  var scale = FrameScale.asTrained
  var pattern: FramePattern?
  var noData: Int?
  var limits = ImageLimits.standard
  /// Milliseconds for which an animation shows a frame; nil: no animation.
  var frameTime: Int?
  /// Whether predicted frames are to be as sharp as the last one.
  var isSharp = false
  /// Samples whose chances are written as well.
  var chanceSamples: [Double] = []
  /// Whether the model's quantiles are written as well.
  var hasQuantiles = false
  /// Whether a page is written as well.
  var hasPage = false
  /// What a forecast may take.
  var memory = MemoryLimit()
}
