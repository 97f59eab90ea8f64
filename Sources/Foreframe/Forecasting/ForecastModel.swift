import ForeframeFrames
import ForeframeTraining

/// What makes a forecast: a trained network, or a baseline to compare it with.
public enum ForecastModel: Sendable {
  /// Forecasts without learning.
  public enum Baseline: String, Sendable, CaseIterable {
    /// Repeats the last frame.
    case persistence
    /// Repeats the mean of the input frames.
    case mean
  }

  case baseline(Baseline)
  /// A network with the file that it was read from.
  case network(ModelFile, path: String)

  /// The number of inputs and of predicted frames where no network says them.
  public static let usualInputs = 10
  public static let usualHorizon = 10

  /// The model of a name: `persistence`, `mean`, or the path of a model file or checkpoint.
  ///
  /// - Throws: `ModelError`.
  public init(_ name: String) throws(ModelError) {
    if let baseline = Baseline(rawValue: name) {
      self = .baseline(baseline)
    } else {
      self = .network(try ModelFile.read(name), path: name)
    }
  }

  /// The baseline's name, or the file's path.
  public var name: String {
    switch self {
    case .baseline(let baseline): baseline.rawValue
    case .network(_, let path): path
    }
  }

  /// Whether nothing was learnt.
  public var isBaseline: Bool { if case .baseline = self { true } else { false } }

  /// Frames that it was trained to read.
  public var inputs: Int {
    switch self {
    case .baseline(.persistence): 1
    case .baseline(.mean): Self.usualInputs
    case .network(let file, _): file.inputs
    }
  }

  /// Frames that it was trained to predict.
  public var horizon: Int {
    switch self {
    case .baseline: Self.usualHorizon
    case .network(let file, _): file.horizon
    }
  }

  /// Sides of frames are padded to multiples of this.
  public var patch: Int {
    switch self {
    case .baseline: 1
    case .network(let file, _): file.description.patch
    }
  }

  /// How frames of a format become what this model reads.
  ///
  /// A network trained on the full range of one bit depth reads frames of another depth by their
  /// own full range; any other range is kept as it is.
  public func encoding(for format: FrameFormat, noData: Int? = nil) -> FrameEncoding {
    guard case .network(let file, _) = self,
      file.minimum != 0 || !Self.fullRanges.contains(file.maximum)
    else { return FrameEncoding(format: format, noData: noData) }
    return FrameEncoding(
      format: format, normalisation: Normalisation(minimum: file.minimum, maximum: file.maximum),
      noData: noData)
  }

  private static let fullRanges: Set<Float> = [1, 3, 15, 255, 65535]

  /// Why it cannot read frames with so many channels; nil if it can. A network of one channel
  /// predicts several channels one by one.
  public func obstacle(channels: Int) -> String? {
    guard case .network(let file, _) = self else { return nil }
    let own = file.description.frameChannels
    guard own != 1, own != channels else { return nil }
    return "the model predicts frames of \(own) channels, not of \(channels)"
  }
}
