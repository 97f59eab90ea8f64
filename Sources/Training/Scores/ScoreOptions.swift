/// What to compute, and by whose convention.
public struct ScoreOptions: Sendable, Hashable {
  /// By whose rules.
  public var convention: ScoreConvention
  /// Values from which on a pixel counts as an event, on the scale of the frames (0...1).
  public var thresholds: [Float]
  /// Sides of the windows of the fractions skill score, in pixels; for each threshold.
  public var windows: [Int]
  /// Wavelengths in pixels at which the power of forecasts is compared with that of the truth.
  public var wavelengths: [Double]
  /// Bootstrap samples for the intervals; 0 for none.
  public var resamples: Int
  /// Seed of the bootstrap.
  public var seed: UInt64

  /// Options; the convention is named in every report.
  public init(
    convention: ScoreConvention = .foreframe, thresholds: [Float] = [], windows: [Int] = [],
    wavelengths: [Double] = [], resamples: Int = 1000, seed: UInt64 = 0
  ) {
    self.convention = convention
    self.thresholds = thresholds
    self.windows = windows
    self.wavelengths = wavelengths
    self.resamples = resamples
    self.seed = seed
  }
}
