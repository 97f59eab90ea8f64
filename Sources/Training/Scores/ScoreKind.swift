/// One of the numbers in ``Scores``. Thresholds, windows and wavelengths are places in the lists of
/// ``ScoreOptions``.
public enum ScoreKind: Hashable, Sendable {
  case mse, mae, mseSum, maeSum, psnr, ssim
  case csi(threshold: Int)
  case pod(threshold: Int)
  case far(threshold: Int)
  case hss(threshold: Int)
  case bias(threshold: Int)
  case fss(threshold: Int, window: Int)
  case power(wavelength: Int)

  /// Scores of errors and of likeness.
  public static let errors: [ScoreKind] = [.mse, .mae, .mseSum, .maeSum, .psnr, .ssim]

  /// Scores of events at a threshold.
  public static func events(_ threshold: Int, windows: Int) -> [ScoreKind] {
    [
      .csi(threshold: threshold), .pod(threshold: threshold), .far(threshold: threshold),
      .hss(threshold: threshold), .bias(threshold: threshold),
    ] + (0..<windows).map { .fss(threshold: threshold, window: $0) }
  }
}

extension ScoreOptions {
  /// All scores that these options ask for.
  public var kinds: [ScoreKind] {
    ScoreKind.errors
      + thresholds.indices.flatMap { ScoreKind.events($0, windows: windows.count) }
      + wavelengths.indices.map { .power(wavelength: $0) }
  }
}

extension Scores {
  /// A score by its kind.
  public subscript(kind: ScoreKind) -> Double? {
    switch kind {
    case .mse: mse
    case .mae: mae
    case .mseSum: mseSum
    case .maeSum: maeSum
    case .psnr: psnr
    case .ssim: ssim
    case .csi(let threshold): events[threshold].csi
    case .pod(let threshold): events[threshold].pod
    case .far(let threshold): events[threshold].far
    case .hss(let threshold): events[threshold].hss
    case .bias(let threshold): events[threshold].bias
    case .fss(let threshold, let window): events[threshold].fractions[window]
    case .power(let wavelength): powerRatios[wavelength]
    }
  }
}
