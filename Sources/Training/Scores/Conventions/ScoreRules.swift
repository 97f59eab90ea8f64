#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// When a value counts as an event. NaN never does.
public enum EventRule: Sendable, Hashable {
  /// value >= threshold
  case atOrAbove
  /// value > threshold
  case above

  @inline(__always) func isEvent(_ value: Float, _ threshold: Float) -> Bool {
    switch self {
    case .atOrAbove: value >= threshold
    case .above: value > threshold
    }
  }
}

/// What a missing pixel is in scores of events.
public enum MissingRule: Sendable, Hashable {
  /// Neither truth nor forecast counts there.
  case leftOut
  /// What is missing is no event; the other of both counts as it is. So an event that is forecast where
  /// the truth is missing is a false alarm.
  case noEvent
  /// No event in truth and forecast, a correct negative.
  case noEventInEither
}

/// How scores of events are summed up over lead times.
public enum TotalRule: Sendable, Hashable {
  /// The mean of the scores of the lead times.
  case meanOfLeads
  /// One score of the counts of all lead times together.
  case countsOfLeads
}

/// What a score of events is where nothing can be divided by.
public enum EmptyDenominator: Sendable, Hashable {
  /// There is no score, and a mean leaves it out.
  case undefined
  /// There is no score, and neither is there a mean with it in.
  case notANumber
  /// So much is added to every denominator.
  case added(Double)

  /// part / whole by this rule.
  func ratio(_ part: Double, _ whole: Double) -> Double? {
    switch self {
    case .undefined, .notANumber: whole > 0 ? part / whole : nil
    case .added(let more): part / (whole + more)
    }
  }

  /// The mean of scores by this rule.
  func mean(_ scores: [Double?]) -> Double? {
    let known = scores.compactMap(\.self)
    switch self {
    case .undefined, .added: break
    case .notANumber: if known.count < scores.count { return nil }
    }
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }
}

/// What is called the frequency bias.
public enum BiasForm: Sendable, Hashable {
  /// Predicted events / observed events.
  case ratio
  /// (ratio / ln 2)^2, which Earthformer prints; meant was the squared logarithm to the base 2.
  case squaredOverLogarithm

  func value(ofRatio ratio: Double) -> Double {
    switch self {
    case .ratio: ratio
    case .squaredOverLogarithm: (ratio / log(2)) * (ratio / log(2))
    }
  }

  /// The value of as many predicted as observed events.
  public var best: Double { value(ofRatio: 1) }
}

/// How the shares of the fractions skill score are taken.
public enum FractionsForm: Sendable, Hashable {
  /// Events / observed pixels of the window; a window counts where its centre was observed.
  case observedShare
  /// Events / all pixels of the window, those beyond the frame included; missing pixels are no events.
  case fullWindow
}

/// How the continuous ranked probability score of an ensemble is computed.
public enum CRPSForm: Sendable, Hashable {
  /// E|X - o| - E|X - X'| / 2 (Gneiting and Raftery 2007, equation 21), right with ties.
  case energy
  /// Hersbach's sum (2000) with strict comparisons throughout, as in pysteps: wrong where a member
  /// equals another or the observation, as dry pixels do.
  case hersbachWithoutTies
}

/// How the radially averaged power spectrum is computed.
public enum SpectrumForm: Sendable, Hashable {
  /// Radii in cycles for each pixel; over the bounding box of the observed pixels, without their mean,
  /// under a Hann window.
  case windowed
  /// |FFT|^2 / N, radii in steps of the transform's index (so not the same in x and y where frames are
  /// not square), no window; a frame with a missing pixel has none.
  case pysteps
}

/// What a squared and an absolute error are divided by, in the tables of a convention.
public enum ErrorForm: Sendable, Hashable {
  /// By all observed values.
  case perValue
  /// By the number of frames: errors are summed over a frame's pixels and channels. Frames of which
  /// nothing was observed count or not.
  case perFrame(countsEmptyFrames: Bool)

  /// Whether errors are summed over frames.
  public var isPerFrame: Bool {
    switch self {
    case .perValue: false
    case .perFrame: true
    }
  }
}
