/// Scores of one predictor at one lead time, or over all. Nil: nothing was observed.
public struct Scores: Sendable, Hashable {
  /// Mean squared error per value.
  public var mse: Double?
  /// Mean absolute error per value.
  public var mae: Double?
  /// Mean over frames of the squared error summed over a frame.
  public var mseSum: Double?
  /// Mean over frames of the absolute error summed over a frame.
  public var maeSum: Double?
  /// Mean over frames of the peak signal-to-noise ratio in dB; a frame counts at most
  /// ``ScoreConvention/largestPeakRatio``.
  public var psnr: Double?
  /// Mean over frames of the structural similarity.
  public var ssim: Double?
  /// One for each threshold.
  public var events: [EventScores]
  /// Power of the forecasts / power of the truth, for each wavelength: below 1 where forecasts are
  /// smoother.
  public var powerRatios: [Double?] = []

  /// 1 - MSE / MSE of other scores; nil if the other makes no error.
  public func skill(against other: Scores) -> Double? {
    guard let mse, let reference = other.mse, reference > 0 else { return nil }
    return 1 - mse / reference
  }
}

/// Scores of yes-or-no predictions at one threshold.
public struct EventScores: Sendable, Hashable {
  /// Over all pixels and frames.
  public var counts: Contingency
  /// Probability of detection.
  public var pod: Double?
  /// False alarm ratio.
  public var far: Double?
  /// Critical success index.
  public var csi: Double?
  /// Heidke skill score.
  public var hss: Double?
  /// Frequency bias.
  public var bias: Double?
  /// Fractions skill scores, one for each window.
  public var fractions: [Double?]

  /// The scores of counts, by a convention's rules.
  public init(
    _ counts: Contingency, fractions: [FractionsSums] = [],
    _ convention: ScoreConvention = .foreframe
  ) {
    self.counts = counts
    let rule = convention.emptyDenominator
    let (hits, alarms) = (Double(counts.hits), Double(counts.falseAlarms))
    let misses = Double(counts.misses)
    pod = rule.ratio(hits, hits + misses)
    csi = rule.ratio(hits, hits + alarms + misses)
    // One minus the success ratio, which is what those give who add something to the denominator.
    switch rule {
    case .undefined, .notANumber: far = counts.far
    case .added: far = rule.ratio(hits, hits + alarms).map { 1 - $0 }
    }
    hss = counts.hss
    bias = rule.ratio(hits + alarms, hits + misses).map(convention.bias.value(ofRatio:))
    self.fractions = fractions.map(\.score)
  }

  /// Counts together; scores as means over the lead times, as is usual in the nowcasting papers.
  init(averaging leads: [EventScores], _ rule: EmptyDenominator) {
    counts = Contingency()
    for lead in leads { counts += lead.counts }
    pod = rule.mean(leads.map(\.pod))
    far = rule.mean(leads.map(\.far))
    csi = rule.mean(leads.map(\.csi))
    hss = rule.mean(leads.map(\.hss))
    bias = rule.mean(leads.map(\.bias))
    fractions = (leads.first?.fractions ?? []).indices.map { window in
      rule.mean(leads.map { $0.fractions[window] })
    }
  }
}
