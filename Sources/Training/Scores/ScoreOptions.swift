/// What to compute, and by whose convention.
public struct ScoreOptions: Sendable, Hashable {
  /// Conventions differ in the data range of the structural similarity alone. In both, MSE and MAE
  /// are taken from values as predicted, PSNR (data range 1) and SSIM from values clipped to 0...1.
  public enum Convention: String, Sendable, Hashable, CaseIterable {
    /// SSIM with data range 1: right for values in 0...1.
    case standard
    /// SSIM with data range 2, which scikit-image up to 0.19 guesses for floats; as in OpenSTL.
    case openSTL = "openstl"

    /// The data range R of the constants (0.01 R)^2 and (0.03 R)^2 in SSIM.
    public var similarityRange: Double {
      switch self {
      case .standard: 1
      case .openSTL: 2
      }
    }
  }

  /// Whose structural similarity.
  public var convention: Convention
  /// Values from which on a pixel counts as an event, on the scale of the frames (0...1).
  public var thresholds: [Float]
  /// Bootstrap samples for the interval of the skill; 0 for none.
  public var resamples: Int
  /// Seed of the bootstrap.
  public var seed: UInt64

  /// Options; the convention is named in every report.
  public init(
    convention: Convention = .standard, thresholds: [Float] = [], resamples: Int = 1000,
    seed: UInt64 = 0
  ) {
    self.convention = convention
    self.thresholds = thresholds
    self.resamples = resamples
    self.seed = seed
  }
}
