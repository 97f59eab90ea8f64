/// Where each sum of a forecast's scores lies in a vector. All scores are functions of sums over frames,
/// so vectors of several cases are added, or added as often as a bootstrap draws them.
struct ScoreLayout: Sendable, Hashable {
  private let thresholds: Int
  private let windows: Int
  private let wavelengths: Int

  init(_ options: ScoreOptions) {
    thresholds = options.thresholds.count
    windows = options.windows.count
    wavelengths = options.wavelengths.count
  }

  /// Frames, and those of which something was observed.
  static let frames = 0, observedFrames = 1
  /// Observed values: pixels times channels.
  static let values = 2
  static let squaredError = 3, absoluteError = 4
  static let peakRatio = 5
  /// The sum over frames that have a similarity, and their number.
  static let similarity = 6, similarFrames = 7
  private static let fixed = 8

  /// Hits, false alarms, misses, correct negatives.
  func counts(threshold: Int) -> Int { Self.fixed + 4 * threshold }

  /// Those of the forecast, of the truth, and their product.
  func fractions(threshold: Int, window: Int) -> Int {
    Self.fixed + 4 * thresholds + 3 * (threshold * windows + window)
  }

  /// Those of the forecast and of the truth.
  func power(wavelength: Int) -> Int {
    Self.fixed + 4 * thresholds + 3 * thresholds * windows + 2 * wavelength
  }

  var size: Int { power(wavelength: wavelengths) }

  /// The scores of a vector that begins at `start`.
  func scores(_ sums: UnsafeBufferPointer<Double>, at start: Int, _ options: ScoreOptions) -> Scores
  {
    let sums = UnsafeBufferPointer(rebasing: sums[start..<start + size])
    func per(_ sum: Int, _ count: Int) -> Double? {
      sums[count] > 0 ? sums[sum] / sums[count] : nil
    }
    let frames: Int =
      switch options.convention.error {
      case .perValue, .perFrame(countsEmptyFrames: false): Self.observedFrames
      case .perFrame(countsEmptyFrames: true): Self.frames
      }
    var scores = Scores(
      mse: per(Self.squaredError, Self.values), mae: per(Self.absoluteError, Self.values),
      mseSum: per(Self.squaredError, frames), maeSum: per(Self.absoluteError, frames),
      psnr: per(Self.peakRatio, Self.observedFrames),
      ssim: per(Self.similarity, Self.similarFrames), events: [])
    scores.events = (0..<thresholds).map { threshold in
      let place = counts(threshold: threshold)
      let counts = Contingency(
        hits: Int(sums[place]), falseAlarms: Int(sums[place + 1]), misses: Int(sums[place + 2]),
        correctNegatives: Int(sums[place + 3]))
      let fractions = (0..<windows).map { window in
        let place = self.fractions(threshold: threshold, window: window)
        return FractionsSums(
          prediction: sums[place], truth: sums[place + 1], product: sums[place + 2])
      }
      return EventScores(counts, fractions: fractions, options.convention)
    }
    scores.powerRatios = (0..<wavelengths).map { wavelength in
      let place = power(wavelength: wavelength)
      return sums[place + 1] > 0 ? sums[place] / sums[place + 1] : nil
    }
    return scores
  }

  /// The scores over all lead times of vectors that follow each other from `start`.
  func total(
    _ sums: UnsafeBufferPointer<Double>, at start: Int, leads: Int, _ options: ScoreOptions
  ) -> Scores {
    var all = [Double](repeating: 0, count: size)
    for lead in 0..<leads {
      for index in 0..<size { all[index] += sums[start + lead * size + index] }
    }
    var total = all.withUnsafeBufferPointer { scores($0, at: 0, options) }
    switch options.convention.total {
    case .countsOfLeads: break
    case .meanOfLeads where thresholds > 0:
      let rows = (0..<leads).map { scores(sums, at: start + $0 * size, options).events }
      total.events = (0..<thresholds).map { threshold in
        EventScores(averaging: rows.map { $0[threshold] }, options.convention.emptyDenominator)
      }
    case .meanOfLeads: break
    }
    return total
  }
}
