import ForeframeFrames

/// At which size frames are read by a model.
public enum FrameScale: Hashable, Sendable {
  /// Reduced as the model's training reduced its frames.
  case asTrained
  /// As they are.
  case full
  /// Reduced to a size by block means.
  case reduced(FrameSize)

  /// The size that frames of a size are reduced to; nil if they stay as they are.
  ///
  /// Frames that are smaller than those of training after its reduction stay as they are, too.
  ///
  /// - Parameter model: what the model was trained on, if it is known.
  public func target(of size: FrameSize, for model: FramesProvenance?) -> FrameSize? {
    switch self {
    case .full: return nil
    case .reduced(let target): return target
    case .asTrained:
      guard let target = model?.reduced, FrameReduction(of: size, to: target) != nil
      else { return nil }
      return target == size ? nil : target
    }
  }
}
