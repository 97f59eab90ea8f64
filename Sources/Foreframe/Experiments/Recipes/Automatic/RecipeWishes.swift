import ForeframeFrames

/// What a person says of a recipe that is chosen for a folder; nil: whatever fits the frames.
public struct RecipeWishes: Hashable, Sendable {
  /// Frames read and predicted.
  public var inputs: Int?
  public var horizon: Int?
  /// The size that frames are reduced to.
  public var size: FrameSize?
  /// How long to train.
  public var minutes: Double?
  /// A PNG that says which pixels are observed at all.
  public var mask: String?

  public init(
    inputs: Int? = nil, horizon: Int? = nil, size: FrameSize? = nil, minutes: Double? = nil,
    mask: String? = nil
  ) {
    self.inputs = inputs
    self.horizon = horizon
    self.size = size
    self.minutes = minutes
    self.mask = mask
  }

  /// Minutes of training unless a person says otherwise.
  public static let usualMinutes = 10.0
}
