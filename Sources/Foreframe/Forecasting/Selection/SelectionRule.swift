/// How hindcasts choose among candidates. Persistence is left only for one that is clearly better, since
/// a few hindcasts at short leads do not tell all of the longer ones.
///
/// The margin and the two ways to compare were measured on clips that the rule had not seen; see
/// `docs/motion.md`.
public struct SelectionRule: Hashable, Sendable {
  /// Inputs from which on the mean over leads decides; below, there are too few hindcasts for that, and
  /// the longest lead does.
  static let manyInputs = 10
  /// A candidate replaces persistence if its error is smaller by this share.
  static let margin = 0.1
  /// A candidate replaces one before it in the list if its error is smaller by this share.
  static let preference = 0.02

  /// An error of more than this share of persistence's means that motion explains less than half of what
  /// happens, so that more may go wrong at longer leads than hindcasts show.
  static let doubt = 0.5
  /// In doubt a cautious candidate is used if its error is larger by no more than this share.
  static let caution = 0.05

  /// Frames that the hindcasts had.
  public let inputs: Int

  /// The error that decides, as a multiple of persistence's; nil if nothing was compared.
  public func score(_ errors: LeadErrors) -> Double? {
    let ratios = (1...max(1, errors.leadCount)).compactMap(errors.ratio)
    guard let last = ratios.last else { return nil }
    return inputs < Self.manyInputs ? last : ratios.reduce(0, +) / Double(ratios.count)
  }

  /// The chosen one of several scores, in order of preference; nil: persistence.
  ///
  /// - Parameter cautious: the candidate that is preferred in doubt, if there is one.
  func choice(_ scores: [Double?], cautious: Int?) -> Int? {
    var best: (index: Int, score: Double)?
    for (index, score) in scores.enumerated() {
      guard let score, score <= 1 - Self.margin else { continue }
      if let best, score > best.score * (1 - Self.preference) { continue }
      best = (index, score)
    }
    if let best, best.score > Self.doubt, let cautious, let score = scores[cautious],
      score <= min(best.score * (1 + Self.caution), 1 - Self.margin)
    {
      return cautious
    }
    return best?.index
  }
}
