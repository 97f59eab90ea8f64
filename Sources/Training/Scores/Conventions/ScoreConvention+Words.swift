extension ScoreConvention {
  /// The rules in words, one after the other.
  public var rules: [String] {
    [
      event.words, missing.words, total.words, emptyDenominator.words, bias.words,
      fractions.words + (fractionsEvent == event ? "" : ", \(fractionsEvent.words)"),
    ]
    .compactMap(\.self)
      + [
        spectrum.words, error.words,
        "SSIM: 7x7 uniform window, data range \(similarityRange == 2 ? "2" : "1")",
      ]
  }
}

extension EventRule {
  fileprivate var words: String {
    switch self {
    case .atOrAbove: "an event is a sample at or above the threshold"
    case .above: "an event is a sample above the threshold"
    }
  }
}

extension MissingRule {
  fileprivate var words: String {
    switch self {
    case .leftOut: "missing pixels are left out"
    case .noEvent: "missing pixels are no events, and are left out of errors"
    case .noEventInEither:
      "a pixel missing in truth or forecast is no event in either, and is left out of errors"
    }
  }
}

extension TotalRule {
  fileprivate var words: String {
    switch self {
    case .meanOfLeads: "totals of event scores are means over lead times"
    case .countsOfLeads: "totals of event scores are of the counts of all lead times"
    }
  }
}

extension EmptyDenominator {
  fileprivate var words: String {
    switch self {
    case .undefined: "a score with an empty denominator is left out of means"
    case .notANumber: "a score with an empty denominator leaves its mean without a value"
    case .added(let more): "\(more) is added to denominators"
    }
  }
}

extension BiasForm {
  fileprivate var words: String? {
    switch self {
    case .ratio: nil
    case .squaredOverLogarithm: "bias is (predicted / observed events / ln 2) squared"
    }
  }
}

extension FractionsForm {
  fileprivate var words: String {
    switch self {
    case .observedShare: "FSS: shares of the observed pixels of a window"
    case .fullWindow: "FSS: shares of all pixels of a window, zero beyond the frame"
    }
  }
}

extension SpectrumForm {
  fileprivate var words: String {
    switch self {
    case .windowed: "spectra: cycles for each pixel, Hann window, box around the observed pixels"
    case .pysteps: "spectra: steps of the index, no window, complete frames only"
    }
  }
}

extension ErrorForm {
  fileprivate var words: String {
    switch self {
    case .perValue: "errors are means over values"
    case .perFrame: "errors are sums over a frame, and means over frames"
    }
  }
}
