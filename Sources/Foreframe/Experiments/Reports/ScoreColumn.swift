import ForeframeTraining

/// How a score is shown: what it is called, with how many decimals, and which values are good.
public struct ScoreColumn: Sendable {
  /// Which values are good.
  public enum Best: Sendable {
    case lowest, highest
    /// The nearer to this the better.
    case near(Double)
  }

  public var kind: ScoreKind
  public var title: String
  public var decimals: Int
  public var best: Best

  init(_ kind: ScoreKind, _ title: String, _ decimals: Int, _ best: Best) {
    self.kind = kind
    self.title = title
    self.decimals = decimals
    self.best = best
  }

  /// The value as text; nil if there is none.
  public func text(_ value: Double?) -> String? {
    value.map { DecimalText.fixed($0, decimals) }
  }

  /// "0.0123 to 0.0145"
  public func text(_ interval: ScoreInterval) -> String {
    DecimalText.fixed(interval.low, decimals) + " to " + DecimalText.fixed(interval.high, decimals)
  }

  /// A difference of two values, with its sign.
  public func signed(_ difference: Double) -> String {
    (difference > 0 ? "+" : "") + DecimalText.fixed(difference, decimals)
  }

  /// The place of the best of some values; nil without any.
  func best(of values: [Double?]) -> Double? {
    let known = values.compactMap(\.self).filter(\.isFinite)
    switch best {
    case .lowest: return known.min()
    case .highest: return known.max()
    case .near(let aim): return known.min { ($0 - aim).magnitude < ($1 - aim).magnitude }
    }
  }
}

extension ScoreColumn {
  /// Errors and likeness; where a convention sums errors over frames, those sums too.
  public static func errors(_ options: ScoreOptions) -> [ScoreColumn] {
    [
      ScoreColumn(.mse, "MSE", 6, .lowest), ScoreColumn(.mae, "MAE", 5, .lowest),
      ScoreColumn(.psnr, "PSNR/dB", 2, .highest), ScoreColumn(.ssim, "SSIM", 4, .highest),
    ] + (options.convention.error.isPerFrame ? sums : [])
  }

  private static let sums = [
    ScoreColumn(.mseSum, "MSE, frame sum", 2, .lowest),
    ScoreColumn(.maeSum, "MAE, frame sum", 2, .lowest),
  ]

  /// Of events at a threshold, by its place.
  public static func events(_ threshold: Int, _ options: ScoreOptions) -> [ScoreColumn] {
    [
      ScoreColumn(.csi(threshold: threshold), "CSI", 3, .highest),
      ScoreColumn(.pod(threshold: threshold), "POD", 3, .highest),
      ScoreColumn(.far(threshold: threshold), "FAR", 3, .lowest),
      ScoreColumn(.hss(threshold: threshold), "HSS", 3, .highest),
      ScoreColumn(.bias(threshold: threshold), "bias", 3, .near(options.convention.bias.best)),
    ]
      + options.windows.enumerated().map { place, window in
        ScoreColumn(
          .fss(threshold: threshold, window: place), "FSS \(window)x\(window)", 3, .highest)
      }
  }

  /// The power of forecasts over that of the truth.
  public static func spectrum(_ options: ScoreOptions) -> [ScoreColumn] {
    options.wavelengths.enumerated().map { place, wavelength in
      ScoreColumn(.power(wavelength: place), "\(DecimalText.brief(wavelength)) px", 3, .near(1))
    }
  }
}

extension ScoreConvention {
  /// "samples of 84 or more"
  public func eventWords(_ sample: Double) -> String {
    switch event {
    case .atOrAbove: "samples of \(thresholdWords(sample))"
    case .above: "samples \(thresholdWords(sample))"
    }
  }

  /// "84 or more"
  func thresholdWords(_ sample: Double) -> String {
    switch event {
    case .atOrAbove: "\(DecimalText.brief(sample)) or more"
    case .above: "above \(DecimalText.brief(sample))"
    }
  }
}

extension ScoreTable.PixelCount {
  /// How many pixels were left out, in a sentence without an end.
  public func words(_ rule: MissingRule) -> String {
    if missing == 0 { return "no pixel is missing: all \(all) are compared" }
    let share = DecimalText.brief(100 * Double(missing) / Double(all), 2)
    let text =
      "\(missing) of \(all) pixels (\(share) %) are missing in the truth or in a forecast and left out"
    switch rule {
    case .leftOut: return text
    case .noEvent, .noEventInEither: return text + " of errors; as events they count as none"
    }
  }
}
