import ForeframeTraining

/// The scores of a model's quantiles as a table, for terminals and pages.
public struct QuantileColumns {
  /// What it is of.
  public let title: String
  /// The score, and each quantile's level.
  public let names: [String]
  private let scores: QuantileScores

  /// - Parameter result: decides whether the model must be named.
  public init(_ quantiles: EvaluationResult.Quantiles, in result: EvaluationResult) {
    scores = quantiles.scores
    title =
      "quantiles" + (result.models.count > 1 ? " of \(quantiles.model)" : "")
      + ": CRPS, and how often the truth is below each quantile"
    names = ["CRPS"] + scores.levels.map { Self.percent($0) }
  }

  /// The cells of a lead time, from 0 on; of all for nil.
  public func cells(lead: Int?) -> [String] {
    let frequencies = scores.frequencies(lead: lead)
    return [scores.rankedProbability(lead: lead).map { DecimalText.fixed($0, 5) } ?? "–"]
      + scores.levels.indices.map { place in
        frequencies.map { Self.percent($0[place]) } ?? "–"
      }
  }

  /// "97 %", "2.5 %"
  private static func percent(_ share: Double) -> String {
    DecimalText.brief((1000 * share).rounded() / 10) + " %"
  }
}

extension Report {
  /// As a table by lead time for the template.
  func quantileTable(_ columns: QuantileColumns) -> [String: Any] {
    let rows = (0...result.horizon).map { index in
      [
        "lead": index < result.horizon ? leadTime.text(index + 1) : "all",
        "cells": columns.cells(lead: index < result.horizon ? index : nil).enumerated().map {
          ["text": $0.element, "isFirst": $0.offset < 2, "isBest": false] as [String: Any]
        },
        "isTotal": index == result.horizon,
      ] as [String: Any]
    }
    return [
      "title": columns.title.capitalisedFirst,
      "groups": [
        ["name": "", "span": 1], ["name": "below the quantile", "span": columns.names.count - 1],
      ] as [[String: Any]],
      "names": columns.names, "rows": rows,
    ]
  }
}
