/// What a folder cannot say of itself: the content of an optional `dataset.yaml`. The file is
/// parsed elsewhere; everything has a default.
public struct DatasetDescription: Sendable, Hashable {
  /// How the frames without a split folder are divided. Never frame by frame: neighbours in time
  /// are nearly equal, so that a test would ask what training has shown.
  public enum Division: Sendable, Hashable {
    /// By sequence if every wanted part gets at least one, otherwise by time.
    case automatic
    /// Whole sequences, in their order.
    case bySequence
    /// Each sequence is cut: its beginning trains, its end tests.
    case byTime
  }

  /// The names' pattern; detected if nil.
  public var pattern: FramePattern?
  public var division: Division
  /// Parts of training, validation and test; not negative, sum above 0.
  public var fractions: [Double]
  /// Frames that are left out between the parts of a sequence that is cut.
  public var gap = 0
  /// The sample that is shown as 0, and the one shown as 1; nil: 0 and the largest sample.
  public var minimum: Double?
  public var maximum: Double?
  /// The sample that marks missing pixels, beside transparency.
  public var noData: Int?
  /// A PNG that says which pixels are observed at all; see ``ObservedMask``. Nil: every pixel.
  public var mask: String?

  /// A description; the defaults are those of a folder without `dataset.yaml`.
  public init(
    pattern: FramePattern? = nil, division: Division = .automatic,
    fractions: [Double] = [0.8, 0.1, 0.1], minimum: Double? = nil, maximum: Double? = nil,
    noData: Int? = nil, mask: String? = nil
  ) {
    self.pattern = pattern
    self.division = division
    self.fractions = fractions
    self.minimum = minimum
    self.maximum = maximum
    self.noData = noData
    self.mask = mask
  }
}
