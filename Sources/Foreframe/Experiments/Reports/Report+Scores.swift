import ForeframeTraining

extension Report {
  private typealias Score = (Scores) -> Double?

  private struct Column: Sendable {
    var name: String
    var decimals: Int
    var lowIsGood: Bool
    var score: @Sendable (Scores) -> Double?
  }

  private static let errors = [
    Column(name: "MSE", decimals: 6, lowIsGood: true) { $0.mse },
    Column(name: "MAE", decimals: 5, lowIsGood: true) { $0.mae },
    Column(name: "PSNR / dB", decimals: 2, lowIsGood: false) { $0.psnr },
    Column(name: "SSIM", decimals: 4, lowIsGood: false) { $0.ssim },
  ]
  /// What a frame sums up to depends on its size; papers of the convention openstl give it.
  private static let sums = [
    Column(name: "MSE, frame sum", decimals: 2, lowIsGood: true) { $0.mseSum },
    Column(name: "MAE, frame sum", decimals: 2, lowIsGood: true) { $0.maeSum },
  ]

  private static func events(_ threshold: Int) -> [Column] {
    [
      Column(name: "CSI", decimals: 3, lowIsGood: false) { $0.events[threshold].csi },
      Column(name: "POD", decimals: 3, lowIsGood: false) { $0.events[threshold].pod },
      Column(name: "FAR", decimals: 3, lowIsGood: true) { $0.events[threshold].far },
      Column(name: "HSS", decimals: 3, lowIsGood: false) { $0.events[threshold].hss },
    ]
  }

  /// Tables for the template: the errors, then one for each threshold.
  var tables: [[String: Any]] {
    let hasSums = result.report.options.convention == .openSTL
    var tables = [
      table("Errors by lead time", Self.errors + (hasSums ? Self.sums : []), withSkill: true)
    ]
    for (index, threshold) in result.thresholds.enumerated() {
      let sample = DecimalText.brief(threshold)
      tables.append(table("Events: samples of \(sample) or more", Self.events(index)))
    }
    return tables
  }

  private func table(
    _ title: String, _ columns: [Column], withSkill: Bool = false
  ) -> [String: Any] {
    let models = result.others.isEmpty ? ["model"] : modelNames
    let names = models + result.comparisons.map(\.reference)
    let count = result.report.leads.count
    let rows = (0...count).map { index in
      var cells: [[String: Any]] = columns.flatMap { column in
        var values = [column.score(row(result.comparisons[0].report, index).model)]
        values += result.others.map { column.score(row($0.report, index).model) }
        values += result.comparisons.map { column.score(row($0.report, index).reference) }
        return marked(values, column)
      }
      if withSkill {
        let reports = [result.report] + result.others.map(\.report)
        cells += reports.enumerated().map { place, report in
          let skill = row(report, index).skill
          return [
            "text": skill.map { DecimalText.fixed($0, 3) } ?? "–", "isFirst": place == 0,
            "isBest": false,
          ]
        }
      }
      return [
        "lead": index < count ? leadTime.text(index + 1) : "all", "cells": cells,
        "isTotal": index == count,
      ]
        as [String: Any]
    }
    return [
      "title": title, "groups": columns.map { ["name": $0.name, "span": names.count] },
      "names": columns.flatMap { _ in names } + (withSkill && models.count > 1 ? models : []),
      "withSkill": withSkill, "skillSpan": models.count, "skillRows": models.count > 1 ? 1 : 2,
      "rows": rows,
    ]
  }

  /// Values of one score side by side; the best is marked, all of those that are equally good.
  private func marked(_ values: [Double?], _ column: Column) -> [[String: Any]] {
    // As they are shown: what looks the same is as good.
    let shown = values.map { $0.map { DecimalText.fixed($0, column.decimals) } }
    let known = values.compactMap(\.self).filter(\.isFinite)
    let best = column.lowIsGood ? known.min() : known.max()
    let bestText = best.map { DecimalText.fixed($0, column.decimals) }
    let isDecided = Set(shown.compactMap(\.self)).count > 1
    return shown.enumerated().map { place, text in
      ["text": text ?? "–", "isFirst": place == 0, "isBest": isDecided && text == bestText]
    }
  }

  private func row(_ report: ScoreReport, _ index: Int) -> ScoreReport.Row {
    index < report.leads.count ? report.leads[index] : report.total
  }

  /// Curves over lead time.
  var charts: [LineChart] {
    var charts = [
      chart("MSE", "lower is better", zero: true) { $0.mse },
      chart("MAE", "lower is better", zero: true) { $0.mae },
      chart("PSNR / dB", "higher is better", zero: false) { $0.psnr },
      chart("SSIM", "higher is better", zero: false) { $0.ssim },
    ]
    for (index, threshold) in result.thresholds.enumerated() {
      let sample = DecimalText.brief(threshold)
      charts.append(
        chart("CSI, \(sample) or more", "higher is better", zero: true) { $0.events[index].csi })
    }
    return charts
  }

  private func chart(
    _ title: String, _ hint: String, zero: Bool, _ score: Score
  ) -> LineChart {
    var lines = zip(modelNames, [result.report] + result.others.map(\.report)).map {
      LineChart.Line(name: $0, values: $1.leads.map { score($0.model) }, isReference: false)
    }
    for comparison in result.comparisons {
      lines.append(
        LineChart.Line(
          name: comparison.reference, values: comparison.report.leads.map { score($0.reference) },
          isReference: true))
    }
    let step = LeadTime(cadence: result.data.cadence).text(1).dropFirst()
    return LineChart(
      title: title, hint: hint, lines: lines,
      axis: step == "1" ? "lead time in frames" : "lead time in steps of \(step)",
      includesZero: zero)
  }
}
