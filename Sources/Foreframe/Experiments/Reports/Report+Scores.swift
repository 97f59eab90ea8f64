import ForeframeTraining

extension Report {
  private typealias Score = (Scores) -> Double?

  private struct Column: Sendable {
    var name: String
    var decimals: Int
    var score: @Sendable (Scores) -> Double?
  }

  private static let errors = [
    Column(name: "MSE", decimals: 6) { $0.mse }, Column(name: "MAE", decimals: 5) { $0.mae },
    Column(name: "PSNR / dB", decimals: 2) { $0.psnr },
    Column(name: "SSIM", decimals: 4) { $0.ssim },
    Column(name: "MSE, frame sum", decimals: 2) { $0.mseSum },
    Column(name: "MAE, frame sum", decimals: 2) { $0.maeSum },
  ]

  private static func events(_ threshold: Int) -> [Column] {
    [
      Column(name: "CSI", decimals: 3) { $0.events[threshold].csi },
      Column(name: "POD", decimals: 3) { $0.events[threshold].pod },
      Column(name: "FAR", decimals: 3) { $0.events[threshold].far },
      Column(name: "HSS", decimals: 3) { $0.events[threshold].hss },
    ]
  }

  /// Tables for the template: the errors, then one for each threshold.
  var tables: [[String: Any]] {
    var tables = [table("Errors by lead time", Self.errors, withSkill: true)]
    for (index, threshold) in result.thresholds.enumerated() {
      let sample = DecimalText.brief(threshold)
      tables.append(table("Events: samples of \(sample) or more", Self.events(index)))
    }
    return tables
  }

  private func table(
    _ title: String, _ columns: [Column], withSkill: Bool = false
  ) -> [String: Any] {
    let names = ["model"] + result.comparisons.map(\.reference)
    let count = result.report.leads.count
    let rows = (0...count).map { index in
      var cells: [[String: Any]] = columns.flatMap { column in
        var values = [column.score(row(result.comparisons[0].report, index).model)]
        values += result.comparisons.map { column.score(row($0.report, index).reference) }
        return values.enumerated().map { place, value in
          [
            "text": value.map { DecimalText.fixed($0, column.decimals) } ?? "–",
            "isModel": place == 0,
          ]
        }
      }
      if withSkill {
        let skill = row(result.report, index).skill
        cells.append(["text": skill.map { DecimalText.fixed($0, 3) } ?? "–", "isModel": true])
      }
      return [
        "lead": index < count ? "+\(index + 1)" : "all", "cells": cells, "isTotal": index == count,
      ]
        as [String: Any]
    }
    return [
      "title": title, "groups": columns.map { ["name": $0.name, "span": names.count] },
      "names": columns.flatMap { _ in names }, "withSkill": withSkill, "rows": rows,
    ]
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
    var lines = [
      LineChart.Line(
        name: modelName, values: result.report.leads.map { score($0.model) }, isReference: false)
    ]
    for comparison in result.comparisons {
      lines.append(
        LineChart.Line(
          name: comparison.reference, values: comparison.report.leads.map { score($0.reference) },
          isReference: true))
    }
    return LineChart(title: title, hint: hint, lines: lines, includesZero: zero)
  }
}
