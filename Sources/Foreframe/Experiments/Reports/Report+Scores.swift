import ForeframeTraining

extension Report {
  /// Tables for the template: totals with intervals, then by lead time the errors, the events at each
  /// threshold, and the spectra.
  var tables: [[String: Any]] {
    let options = result.report.options
    var tables = [
      table("Errors by lead time", ScoreColumn.errors(options), withSkill: true)
    ]
    for (index, threshold) in result.thresholds.enumerated() {
      tables.append(
        table(
          "Events by lead time: \(options.convention.eventWords(threshold))",
          ScoreColumn.events(index, options)))
    }
    if !options.wavelengths.isEmpty {
      tables.append(
        table(
          "Power of the forecast over power of the truth, by wavelength",
          ScoreColumn.spectrum(options)))
    }
    return tables + result.quantiles.map { quantileTable(QuantileColumns($0, in: result)) }
  }

  /// Totals of every forecast, with intervals below them.
  var totals: [[String: Any]] {
    let options = result.report.options
    var totals = [total("All lead times", ScoreColumn.errors(options), withSkill: true)]
    for (index, threshold) in result.thresholds.enumerated() {
      totals.append(
        total(
          "All lead times, events: \(options.convention.eventWords(threshold))",
          ScoreColumn.events(index, options)))
    }
    if !options.wavelengths.isEmpty {
      totals.append(
        total(
          "All lead times, power of the forecast over power of the truth, by wavelength",
          ScoreColumn.spectrum(options)))
    }
    return totals
  }

  /// Each model instead of the others, where there are several; empty otherwise.
  var differences: [[String: Any]] {
    guard !result.others.isEmpty else { return [] }
    let columns = ScoreColumn.errors(result.report.options)
    let rows: [[String: Any]] = result.differences.map { pair in
      var cells: [[String: Any]] = columns.map { column in
        let value = pair.scores[column.kind]
        return [
          "text": value.map { column.signed($0.difference) } ?? "–",
          "interval": value?.interval.map {
            column.signed($0.low) + " to " + column.signed($0.high)
          } ?? "",
        ]
      }
      cells.append(["text": "\(pair.scores.better) of \(pair.scores.cases)", "interval": ""])
      return ["name": "\(pair.name) instead of \(pair.other)", "cells": cells]
    }
    return [["names": columns.map(\.title) + ["cases with less error"], "rows": rows]]
  }

  private func total(
    _ title: String, _ columns: [ScoreColumn], withSkill: Bool = false
  ) -> [String: Any] {
    let names = (result.others.isEmpty ? ["model"] : modelNames) + result.references
    let columnCells = columns.map { column in
      marked(result.table.rows.map { $0.total[column.kind] }, column)
    }
    let rows = zip(names, result.table.rows).enumerated().map { place, named in
      var cells = columns.enumerated().map { number, column in
        var cell = columnCells[number][place]
        cell["isFirst"] = number == 0
        cell["interval"] = named.1.intervals[column.kind].map { column.text($0) } ?? ""
        return cell
      }
      if withSkill {
        cells += result.references.indices.map { reference in
          let other = result.models.count + reference
          // A forecast has no skill against itself.
          let skill = place == other ? nil : result.table.skill(of: place, against: other)
          let interval =
            place == other ? nil : result.table.skillInterval(of: place, against: other)
          return [
            "text": skill.map { DecimalText.fixed($0, 3) } ?? "–", "isFirst": reference == 0,
            "isBest": false,
            "interval": interval.map {
              "\(DecimalText.fixed($0.low, 3)) to \(DecimalText.fixed($0.high, 3))"
            } ?? "",
          ]
        }
      }
      return ["name": named.0, "cells": cells] as [String: Any]
    }
    return [
      "title": title,
      "names": columns.map(\.title)
        + (withSkill ? result.references.map { "skill against \($0)" } : []),
      "rows": rows,
    ]
  }

  private func table(
    _ title: String, _ columns: [ScoreColumn], withSkill: Bool = false
  ) -> [String: Any] {
    let models = result.others.isEmpty ? ["model"] : modelNames
    let names = models + result.references
    let count = result.report.leads.count
    let rows = (0...count).map { index in
      var cells: [[String: Any]] = columns.flatMap { column in
        marked(result.table.rows.map { scores($0, index)[column.kind] }, column)
      }
      if withSkill {
        for (place, _) in models.enumerated() {
          for reference in result.references.indices {
            let other = result.table.rows[models.count + reference]
            let skill = scores(result.table.rows[place], index).skill(against: scores(other, index))
            cells.append([
              "text": skill.map { DecimalText.fixed($0, 3) } ?? "–",
              "isFirst": reference == 0, "isBest": false,
            ])
          }
        }
      }
      return [
        "lead": index < count ? leadTime.text(index + 1) : "all", "cells": cells,
        "isTotal": index == count,
      ]
        as [String: Any]
    }
    let skills = models.map { models.count > 1 ? "skill of \($0) against" : "skill against" }
    return [
      "title": title,
      "groups": columns.map { ["name": $0.title, "span": names.count] }
        + (withSkill ? skills.map { ["name": $0, "span": result.references.count] } : []),
      "names": columns.flatMap { _ in names }
        + (withSkill ? models.flatMap { _ in result.references } : []),
      "rows": rows,
    ]
  }

  /// Values of one score side by side; the best is marked, all of those that are equally good.
  private func marked(_ values: [Double?], _ column: ScoreColumn) -> [[String: Any]] {
    // As they are shown: what looks the same is as good.
    let shown = values.map(column.text)
    let bestText = column.text(column.best(of: values))
    let isDecided = Set(shown.compactMap(\.self)).count > 1
    return shown.enumerated().map { place, text in
      ["text": text ?? "–", "isFirst": place == 0, "isBest": isDecided && text == bestText]
    }
  }

  private func scores(_ row: ScoreTable.Row, _ index: Int) -> Scores {
    index < row.leads.count ? row.leads[index] : row.total
  }

  /// Curves over lead time.
  var charts: [LineChart] {
    let options = result.report.options
    var columns = ScoreColumn.errors(options).prefix(4).map { ($0, $0.title) }
    for (index, threshold) in result.thresholds.enumerated() {
      let events = ScoreColumn.events(index, options)
      let words = options.convention.thresholdWords(threshold)
      columns += ([events[0]] + events.dropFirst(5).prefix(1)).map { ($0, "\($0.title), \(words)") }
    }
    columns += ScoreColumn.spectrum(options).map { ($0, "power ratio at \($0.title)") }
    return columns.map(chart)
  }

  private func chart(_ column: ScoreColumn, _ title: String) -> LineChart {
    let names = modelNames + result.references
    let lines = zip(names, result.table.rows).enumerated().map { place, named in
      LineChart.Line(
        name: named.0, values: named.1.leads.map { $0[column.kind] },
        isReference: place >= result.models.count)
    }
    let step = LeadTime(cadence: result.data.cadence).text(1).dropFirst()
    let hint: String =
      switch column.best {
      case .lowest: "lower is better"
      case .highest: "higher is better"
      case .near: "1 is best"
      }
    let includesZero: Bool =
      switch column.kind {
      case .psnr, .ssim: false
      case .mse, .mae, .mseSum, .maeSum, .csi, .pod, .far, .hss, .bias, .fss, .power: true
      }
    return LineChart(
      title: title, hint: hint, lines: lines,
      axis: step == "1" ? "lead time in frames" : "lead time in steps of \(step)",
      includesZero: includesZero)
  }
}
