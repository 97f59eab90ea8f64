import ForeframeFiles

extension ScoreReport {
  /// The whole report; scores that do not exist are `null`.
  public var json: JSON {
    [
      "convention": .string(options.convention.rawValue),
      "ssim_data_range": JSON(options.convention.similarityRange),
      "thresholds": .array(options.thresholds.map { JSON($0) }),
      "cases": JSON(caseCount),
      "skill": JSON(orNull: skill),
      "skill_interval": interval.map { [JSON($0.low), JSON($0.high)] } ?? nil,
      "skill_groups": interval.map { JSON($0.groups) } ?? nil,
      "leads": .array(leads.map { row($0) }),
      "total": row(total),
    ]
  }

  private func row(_ row: Row) -> JSON {
    [
      "lead": row.lead.map { JSON($0) } ?? nil,
      "skill": JSON(orNull: row.skill),
      "model": scores(row.model),
      "reference": scores(row.reference),
    ]
  }

  private func scores(_ scores: Scores) -> JSON {
    [
      "mse": JSON(orNull: scores.mse),
      "mae": JSON(orNull: scores.mae),
      "mse_sum": JSON(orNull: scores.mseSum),
      "mae_sum": JSON(orNull: scores.maeSum),
      "psnr": JSON(orNull: scores.psnr),
      "ssim": JSON(orNull: scores.ssim),
      "events": .array(zip(options.thresholds, scores.events).map { event($0, $1) }),
    ]
  }

  private func event(_ threshold: Float, _ event: EventScores) -> JSON {
    [
      "threshold": JSON(threshold),
      "csi": JSON(orNull: event.csi),
      "pod": JSON(orNull: event.pod),
      "far": JSON(orNull: event.far),
      "hss": JSON(orNull: event.hss),
      "hits": JSON(event.counts.hits),
      "false_alarms": JSON(event.counts.falseAlarms),
      "misses": JSON(event.counts.misses),
      "correct_negatives": JSON(event.counts.correctNegatives),
    ]
  }
}

extension JSON {
  fileprivate init(orNull value: Double?) {
    self = value.map { JSON($0) } ?? .null
  }
}
