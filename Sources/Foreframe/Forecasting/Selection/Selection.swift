import ForeframeFiles

/// What hindcasts on one sequence say of several forecasters, and which is used.
public struct Selection: Hashable, Sendable {
  /// One candidate.
  public struct Row: Hashable, Sendable {
    public let name: String
    public let errors: LeadErrors
    /// The error that decides, as a multiple of persistence's; nil if it was not tried.
    public let score: Double?
    /// Why it was not tried; nil if it was.
    public let obstacle: String?
  }

  /// Persistence first.
  public let rows: [Row]
  /// Which of them is used.
  public let chosen: Int
  /// Frames that the hindcasts had, and how many cuts there were.
  public let inputs: Int
  /// Side of the blocks of pixels whose means these were; 1: whole frames.
  public let block: Int
  public let cutCount: Int
  /// Whether they end before a frame that is wholly missing, not with the last one.
  public internal(set) var endsAtGap = false
  /// Whether the time was over before all cuts had been tried.
  public let isCutShort: Bool

  /// The name of what is used.
  public var name: String { rows[chosen].name }

  /// The leads for which there is an expected error.
  public var leads: [Int] {
    (1...max(1, rows[chosen].errors.leadCount)).filter { rows[chosen].errors.mse($0) != nil }
  }

  /// What was decided, in a sentence.
  public var sentence: String {
    let frames =
      (endsAtGap
        ? "your \(inputs) frames before a wholly missing one" : "your last \(inputs) frames")
      + (block > 1 ? ", reduced by \(block)," : "")
    if cutCount == 0 {
      return "persistence (the last frame repeated) is used: "
        + "with fewer than 3 frames no forecast can be tried"
    }
    guard chosen > 0, let score = rows[chosen].score else {
      return "persistence (the last frame repeated) is used: on \(frames) no forecast has an error "
        + "at least \(Self.percent(SelectionRule.margin)) % smaller"
    }
    let doubt =
      inputs < SelectionRule.manyInputs
      ? "; with \(SelectionRule.manyInputs) frames or more the choice is safer" : ""
    return
      "\(name.shown) is used: on \(frames) its error is \(Self.percent(score)) % of persistence's"
      + " (the last frame repeated)" + doubt
  }

  /// Why a candidate is used or not, in a few words.
  public func verdict(_ row: Int) -> String {
    let candidate = rows[row]
    if row == chosen { return "used" }
    if let obstacle = candidate.obstacle { return obstacle }
    if row == 0 { return "" }
    guard let score = candidate.score else { return "not tried" }
    if score >= 1 { return "no better than persistence" }
    if score > 1 - SelectionRule.margin {
      return "less than \(Self.percent(SelectionRule.margin)) % better than persistence"
    }
    return "no better than \(name.shown)"
  }

  static func percent(_ share: Double) -> String { DecimalText.fixed(100 * share, 0) }

  /// For programs; errors are on the scale 0 to 1.
  public var json: JSON {
    let documents: [JSON] = rows.indices.map { index in
      let row = rows[index]
      let leads = Array(1...max(1, row.errors.leadCount))
      return [
        "model": .string(row.name),
        "hindcast_mse": .array(leads.map { row.errors.mse($0).map { JSON($0) } ?? .null }),
        "hindcast_ratio": .array(
          leads.map { row.errors.ratio($0).flatMap { $0.isFinite ? JSON($0) : nil } ?? .null }),
        "score": row.score.flatMap { $0.isFinite ? JSON($0) : nil } ?? .null,
        "used": .bool(index == chosen),
        "reason": .string(verdict(index)),
      ]
    }
    return [
      "used": .string(name), "reason": .string(sentence), "frames": JSON(inputs),
      "reduced_by": JSON(block),
      "cuts": JSON(cutCount), "cut_short": .bool(isCutShort),
      "expected_rmse": .array(
        leads.map { rows[chosen].errors.mse($0).map { JSON($0.squareRoot()) } ?? .null }),
      "candidates": .array(documents),
    ]
  }
}
