/// By whose rules scores are counted, so that they agree with the numbers of a package or a paper.
///
/// What a package says nothing about is as in ``foreframe``; docs/scores.md has the table. A missing
/// pixel never enters an error, whatever the convention, and all forecasts of an evaluation are
/// compared on the same pixels.
public struct ScoreConvention: Sendable, Hashable {
  /// What a convention is called on a command line.
  public enum Name: String, Sendable, Hashable, CaseIterable {
    case foreframe, pysteps, hko7, sevir, openstl

    /// The rules of this name.
    public var convention: ScoreConvention {
      switch self {
      case .foreframe: .foreframe
      case .pysteps: .pysteps
      case .hko7: .hko7
      case .sevir: .sevir
      case .openstl: .openSTL
      }
    }
  }

  /// Whose rules.
  public var name: Name
  /// When a value counts as an event.
  public var event = EventRule.atOrAbove
  /// What a missing pixel is in scores of events.
  public var missing = MissingRule.leftOut
  /// How scores of events are summed up over lead times.
  public var total = TotalRule.meanOfLeads
  /// What a score of events is where nothing can be divided by.
  public var emptyDenominator = EmptyDenominator.undefined
  /// What is called the frequency bias.
  public var bias = BiasForm.ratio
  /// How the shares of the fractions skill score are taken.
  public var fractions = FractionsForm.observedShare
  /// When a value counts as an event in the fractions skill score.
  public var fractionsEvent = EventRule.atOrAbove
  /// How the continuous ranked probability score is computed.
  public var crps = CRPSForm.energy
  /// How the radially averaged power spectrum is computed.
  public var spectrum = SpectrumForm.windowed
  /// The R of the constants (0.01 R)^2 and (0.03 R)^2 in SSIM; values are on the scale 0...1.
  public var similarityRange = 1.0
  /// What a squared and an absolute error are divided by.
  public var error = ErrorForm.perValue
  /// The most that the peak signal-to-noise ratio of one frame counts, in dB. Without a limit a
  /// perfect frame makes the mean infinite.
  public var largestPeakRatio = 100.0

  /// The rules of a name; change what is to differ.
  public init(_ name: Name = .foreframe) { self.name = name }

  /// The default: pairs with a missing pixel are dropped, counts are summed for each lead time, every
  /// lead time has its score, and the total is their mean.
  public static let foreframe = ScoreConvention(.foreframe)

  /// pysteps 1.21 (`verification`, `utils.spectral.rapsd`): an event is *above* its threshold
  /// (but not in the fractions skill score), a missing value is no event, counts of all lead times are added up before a score is taken.
  public static let pysteps: ScoreConvention = {
    var rules = ScoreConvention(.pysteps)
    rules.event = .above
    rules.missing = .noEvent
    rules.total = .countsOfLeads
    rules.emptyDenominator = .notANumber
    rules.fractions = .fullWindow
    rules.crps = .hersbachWithoutTies
    rules.spectrum = .pysteps
    return rules
  }()

  /// The HKO-7 benchmark (Shi et al. 2017, `hko_evaluation.py`): errors are summed over the observed
  /// pixels of a frame; the total is the mean of the lead times, and has no value where one has none.
  public static let hko7: ScoreConvention = {
    var rules = ScoreConvention(.hko7)
    rules.emptyDenominator = .notANumber
    rules.error = .perFrame(countsEmptyFrames: true)
    return rules
  }()

  /// SEVIR as Earthformer scores it (`SEVIRSkillScore`, mode 0): a pixel that is missing in one of
  /// both is no event in either, counts of all lead times are added up, denominators get 1e-4 more.
  public static let sevir: ScoreConvention = {
    var rules = ScoreConvention(.sevir)
    rules.missing = .noEventInEither
    rules.total = .countsOfLeads
    rules.emptyDenominator = .added(1e-4)
    rules.bias = .squaredOverLogarithm
    return rules
  }()

  /// OpenSTL (`core/metrics.py`): errors are summed over a frame, SSIM has a data range of 2, which
  /// scikit-image up to 0.19 guesses for floats.
  public static let openSTL: ScoreConvention = {
    var rules = ScoreConvention(.openstl)
    rules.similarityRange = 2
    rules.error = .perFrame(countsEmptyFrames: false)
    rules.largestPeakRatio = .infinity
    return rules
  }()
}
