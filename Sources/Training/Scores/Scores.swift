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
  /// Mean over frames of the peak signal-to-noise ratio in dB; a frame counts at most 100.
  public var psnr: Double?
  /// Mean over frames of the structural similarity.
  public var ssim: Double?
  /// One for each threshold.
  public var events: [EventScores]
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

  /// The scores of counts.
  public init(_ counts: Contingency) {
    self.counts = counts
    (pod, far, csi, hss) = (counts.pod, counts.far, counts.csi, counts.hss)
  }

  /// Counts together; scores as means over the lead times that have them, as is usual in the
  /// nowcasting papers.
  init(averaging leads: [EventScores]) {
    counts = Contingency()
    for lead in leads { counts += lead.counts }
    pod = mean(leads.compactMap(\.pod))
    far = mean(leads.compactMap(\.far))
    csi = mean(leads.compactMap(\.csi))
    hss = mean(leads.compactMap(\.hss))
  }
}

private func mean(_ values: [Double]) -> Double? {
  values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}
