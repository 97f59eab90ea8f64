#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One true frame, with which several forecasts of it are compared.
struct FrameScorer {
  typealias Values = UnsafeBufferPointer<Float>
  typealias Size = (height: Int, width: Int, channels: Int)

  private let truth: Values
  private let truthMask: Values?
  private let common: Values?
  private let size: Size
  private let options: ScoreOptions
  private let layout: ScoreLayout
  /// For each threshold.
  private let events: [EventFrame]
  /// For each threshold and channel, if there are windows.
  private let eventCounts: [[WindowCounts]]
  /// Pixels that count in windows, and their counts; nil: all pixels, those beyond the frame too.
  private let windowMask: Values?
  private let observedCounts: WindowCounts?
  /// For each channel, if there are wavelengths.
  private let spectra: [RadialSpectrum?]

  /// - Parameters:
  ///   - truth: `[height, width, channels]`
  ///   - truthMask: where it was observed, `[height, width]`; nil: everywhere.
  ///   - common: where it was observed and every forecast predicts something.
  init(
    truth: Values, truthMask: Values?, common: Values?, size: Size, options: ScoreOptions
  ) {
    self.truth = truth
    self.truthMask = truthMask
    self.common = common
    self.size = size
    self.options = options
    layout = ScoreLayout(options)
    let rules = options.convention
    events = options.thresholds.map {
      EventFrame(
        truth, threshold: $0, rule: rules.event, mask: truthMask, channels: size.channels)
    }
    let (height, width) = (size.height, size.width)
    let hasWindows = !options.windows.isEmpty && !options.thresholds.isEmpty
    switch rules.fractions {
    case .observedShare where hasWindows:
      windowMask = common
      observedCounts = WindowCounts(height: height, width: width) { pixel in
        common.map { $0[pixel] != 0 } ?? true
      }
    case .observedShare, .fullWindow: (windowMask, observedCounts) = (nil, nil)
    }
    eventCounts =
      hasWindows
      ? options.thresholds.map { [windowMask] in
        EventFrame(
          truth, threshold: $0, rule: rules.fractionsEvent, mask: truthMask,
          channels: size.channels
        ).windowCounts(height: height, width: width, channels: size.channels, mask: windowMask)
      } : []
    spectra =
      options.wavelengths.isEmpty
      ? [] : Self.spectra(truth, common, size, PowerSpectrum(form: rules.spectrum))
  }

  /// Adds a forecast's sums to a vector.
  ///
  /// - Parameter mask: what the forecast predicts; nil: everything.
  func add(_ prediction: Values, mask: Values?, to sums: UnsafeMutablePointer<Double>) {
    sums[ScoreLayout.frames] += 1
    addEvents(prediction, mask, sums)
    let errors = FrameErrors(truth: truth, prediction: prediction, channels: size.channels) {
      pixel in
      common.map { $0[pixel] != 0 } ?? true
    }
    guard errors.count > 0 else { return }
    sums[ScoreLayout.observedFrames] += 1
    sums[ScoreLayout.values] += Double(errors.count)
    sums[ScoreLayout.squaredError] += errors.squared
    sums[ScoreLayout.absoluteError] += errors.absolute
    let ratio = peakRatio(prediction, count: errors.count)
    // A NaN stays one: it must show in the score.
    let limit = options.convention.largestPeakRatio
    sums[ScoreLayout.peakRatio] += ratio > limit ? limit : ratio
    let index = StructuralSimilarity(dataRange: options.convention.similarityRange)
    if let value = index.mean(truth, prediction, size, mask: common, clips: true) {
      sums[ScoreLayout.similarity] += value
      sums[ScoreLayout.similarFrames] += 1
    }
    addPower(prediction, sums)
  }

  /// In dB, of values clipped to 0...1.
  private func peakRatio(_ prediction: Values, count: Int) -> Double {
    var clipped = 0.0
    for index in truth.indices {
      if let common, common[index / size.channels] == 0 { continue }
      let (a, b) = (truth[index], prediction[index])
      let inner = Double(min(max(b, 0), 1) - min(max(a, 0), 1))
      clipped += inner * inner
    }
    return -10 * log10(clipped / Double(count))
  }

  private func addEvents(
    _ prediction: Values, _ mask: Values?, _ sums: UnsafeMutablePointer<Double>
  ) {
    let rules = options.convention
    for (number, threshold) in options.thresholds.enumerated() {
      let predicted = EventFrame(
        prediction, threshold: threshold, rule: rules.event, mask: mask, channels: size.channels)
      let counts = self.counts(predicted, events[number], mask)
      let place = sums + layout.counts(threshold: number)
      place[0] += Double(counts.hits)
      place[1] += Double(counts.falseAlarms)
      place[2] += Double(counts.misses)
      place[3] += Double(counts.correctNegatives)
      if options.windows.isEmpty { continue }
      let planes = EventFrame(
        prediction, threshold: threshold, rule: rules.fractionsEvent, mask: mask,
        channels: size.channels
      ).windowCounts(
        height: size.height, width: size.width, channels: size.channels, mask: windowMask)
      for (index, window) in options.windows.enumerated() {
        let place = sums + layout.fractions(threshold: number, window: index)
        for (plane, truth) in zip(planes, eventCounts[number]) {
          addFractions(plane, truth, window, place)
        }
      }
    }
  }

  private func counts(
    _ predicted: EventFrame, _ observed: EventFrame, _ mask: Values?
  ) -> Contingency {
    func counts(counted: Values?, compared: Values? = nil) -> Contingency {
      EventFrame.counts(
        predicted: predicted, observed: observed, counted: counted, compared: compared,
        channels: size.channels)
    }
    switch options.convention.missing {
    case .leftOut: return counts(counted: common)
    case .noEvent: return counts(counted: nil)
    case .noEventInEither:
      guard let truthMask else { return counts(counted: nil, compared: mask) }
      guard let mask else { return counts(counted: nil, compared: truthMask) }
      let both = truthMask.indices.map { truthMask[$0] * mask[$0] }
      return both.withUnsafeBufferPointer { counts(counted: nil, compared: $0) }
    }
  }

  private func addFractions(
    _ prediction: WindowCounts, _ truth: WindowCounts, _ window: Int,
    _ sums: UnsafeMutablePointer<Double>
  ) {
    var (pp, tt, pt) = (0.0, 0.0, 0.0)
    WindowCounts.each(prediction, truth, observed: observedCounts, window: window) {
      pixel, p, t, whole in
      if let windowMask, windowMask[pixel] == 0 { return }
      let (p, t) = (p / whole, t / whole)
      pp += p * p
      tt += t * t
      pt += p * t
    }
    sums[0] += pp
    sums[1] += tt
    sums[2] += pt
  }

  private func addPower(_ prediction: Values, _ sums: UnsafeMutablePointer<Double>) {
    guard !options.wavelengths.isEmpty else { return }
    let spectrum = PowerSpectrum(form: options.convention.spectrum)
    let predicted = Self.spectra(prediction, common, size, spectrum)
    for (number, wavelength) in options.wavelengths.enumerated() {
      let place = sums + layout.power(wavelength: number)
      for (one, other) in zip(predicted, spectra) {
        guard let power = one?.power(atWavelength: wavelength),
          let truth = other?.power(atWavelength: wavelength)
        else { continue }
        place[0] += power
        place[1] += truth
      }
    }
  }

  /// One for each channel.
  private static func spectra(
    _ values: Values, _ mask: Values?, _ size: Size, _ spectrum: PowerSpectrum
  ) -> [RadialSpectrum?] {
    (0..<size.channels).map { channel in
      let plane = (0..<size.height * size.width).map { values[$0 * size.channels + channel] }
      return spectrum.radial(
        plane, height: size.height, width: size.width, mask: mask.map(Array.init))
    }
  }
}
