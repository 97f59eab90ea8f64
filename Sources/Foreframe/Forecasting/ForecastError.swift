/// Why a forecast cannot be made of some frames.
public enum ForecastError: UserFacingError, Hashable {
  /// Nothing was observed.
  case noFrames
  /// All pixels of all frames are missing.
  case nothingObserved(count: Int)
  /// The model and the frames differ in their channels; `file` is the first frame.
  case channels(file: String, format: String, reason: String)
  /// A frame of another format than those before it.
  case mixedFormats(expected: String, found: String)
  /// The network gave numbers that are not finite.
  case notFinite(model: String)
  /// A network, and no device to run it on.
  case needsDevice(model: String)
  /// Frames of so many bytes in all, for which there is no memory.
  case noMemory(bytes: Int)
  /// A forecaster that would take more memory than it may, and what would fit.
  case overLimit(model: String, obstacle: String, advice: String)
  /// A forecaster that gives one value for each pixel, where quantiles are asked for.
  case noQuantiles(model: String)
  /// The caller no longer wanted it; see ``ForecastProgress``.
  case cancelled

  public var message: String {
    switch self {
    case .noFrames: "a forecast needs at least one frame"
    case .nothingObserved(let count):
      count == 1
        ? "all pixels of the frame are missing, so there is nothing to forecast from"
        : "all pixels of the last \(count) frames are missing, so there is nothing to forecast from; "
          + "give more frames (--inputs), or another --nodata"
    case .channels(let file, let format, let reason): "\(file.shown) is \(format), but \(reason)"
    case .mixedFormats(let expected, let found):
      "a frame of \(found) cannot follow frames of \(expected)"
    case .notFinite(let model):
      "\(model.shown): the forecast has NaN or infinite values; nothing was written"
    case .needsDevice(let model): "\(model.shown) is a network and needs a device to run on"
    case .noMemory(let bytes):
      "\(UserError.size(bytes)) are needed for the frames, more than this machine has memory for; read "
        + "or predict fewer"
    case .overLimit(let model, let obstacle, let advice):
      "\(model.shown) \(obstacle); \(advice)"
    case .noQuantiles(let model):
      "\(model.shown) forecasts no quantiles; a network does if it is trained with 'quantiles: true' in "
        + "the recipe's model (--set model.quantiles=true)"
    case .cancelled: "the forecast was cancelled; nothing was written"
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .noFrames, .nothingObserved, .channels, .mixedFormats: .badData
    case .notFinite, .needsDevice, .noMemory: .failed
    case .overLimit: .unavailable
    case .noQuantiles: .usage
    case .cancelled: .interrupted
    }
  }
}
