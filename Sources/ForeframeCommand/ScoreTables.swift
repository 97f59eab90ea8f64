import Foreframe
import ForeframeTraining

/// The scores of an evaluation as tables for a terminal: totals with a row for each forecast, then scores
/// by lead time with a column for each forecast.
struct ScoreTables {
  let result: EvaluationResult

  private var options: ScoreOptions { result.report.options }
  private var names: [String] { ColumnNames(result).all }

  var text: String {
    let errors = ScoreColumn.errors(options)
    var parts = [totals("all lead times", errors), skills]
    // The errors that matter side by side, then the others.
    parts += byLead([errors[0], errors[3]]) + byLead([errors[1], errors[2]])
    parts += byLead(Array(errors.dropFirst(4)))
    for (index, threshold) in result.thresholds.enumerated() {
      let columns = ScoreColumn.events(index, options)
      parts.append("events: \(options.convention.eventWords(threshold))")
      parts.append(totals("all lead times", columns))
      parts += byLead(columns)
    }
    if !options.wavelengths.isEmpty {
      let columns = ScoreColumn.spectrum(options)
      parts.append("power of the forecast / power of the truth, by wavelength")
      parts.append(totals("all lead times", columns))
      parts += byLead(columns)
    }
    parts += result.quantiles.map { quantiles(QuantileColumns($0, in: result)) }
    parts.append(headline)
    return parts.joined(separator: "\n\n")
  }

  /// "skill against persistence: 0.612 (95 % interval 0.581 to 0.640, bootstrap over 10 sequences)", and
  /// what was counted how.
  var headline: String {
    let models = ColumnNames(result).models
    var lines = models.enumerated().flatMap { place, model in
      result.references.indices.map { line(models.count > 1 ? "\(model): " : "", place, $0) }
    }
    lines.append(
      "\(result.report.caseCount) cases; "
        + result.table.pixels.words(options.convention.missing))
    lines.append(
      "convention '\(options.convention.name.rawValue)': "
        + options.convention.rules.joined(separator: "; "))
    return (lines + SkillWords(result).sentences).joined(separator: "\n")
  }

  private func line(_ model: String, _ place: Int, _ reference: Int) -> String {
    let skill = result.skill(ofModel: place, against: reference)
    let line = "\(model)skill against \(result.references[reference]): \(Self.number(skill))"
    guard let interval = result.skillInterval(ofModel: place, against: reference) else {
      return line
    }
    return line + " (95 % interval \(Self.number(interval.low)) to \(Self.number(interval.high)), "
      + "bootstrap over \(interval.groups) \(result.blocks.words))"
  }

  private static func number(_ skill: Double?) -> String {
    skill.map { DecimalText.fixed($0, 3) } ?? Self.none
  }

  /// What stands for a score that does not exist.
  private static let none = "—"

  /// A row for each forecast; the first score with its interval.
  private func totals(_ title: String, _ columns: [ScoreColumn]) -> String {
    let hasIntervals = result.table.rows.contains { !$0.intervals.isEmpty }
    var table = TextTable()
    table.add(
      [title]
        + columns.enumerated().flatMap { place, column in
          [column.title] + (place == 0 && hasIntervals ? ["95 % interval"] : [])
        })
    for (name, row) in zip(names, result.table.rows) {
      table.add(
        [name]
          + columns.enumerated().flatMap { place, column in
            [column.text(row.total[column.kind]) ?? Self.none]
              + (place == 0 && hasIntervals
                ? [row.intervals[column.kind].map { column.text($0) } ?? Self.none] : [])
          })
    }
    return table.text
  }

  /// Of each model against each reference, by lead time.
  private var skills: String {
    let names = ColumnNames(result)
    var table = TextTable()
    if names.models.count > 1 {
      let blanks = [String](repeating: "", count: names.references.count - 1)
      table.add([""] + names.models.flatMap { [$0] + blanks })
    }
    table.add(["skill against"] + names.models.flatMap { _ in names.references })
    for (index, lead) in leads.enumerated() {
      table.add(
        [lead]
          + names.models.indices.flatMap { model in
            names.references.indices.map { reference in
              let other = result.table.rows[names.models.count + reference]
              return Self.number(
                scores(result.table.rows[model], index).skill(against: scores(other, index)))
            }
          })
    }
    return table.text
  }

  private func quantiles(_ columns: QuantileColumns) -> String {
    var table = TextTable()
    table.add(["lead"] + columns.names)
    for (index, lead) in leads.enumerated() {
      table.add([lead] + columns.cells(lead: index < leads.count - 1 ? index : nil))
    }
    return "\(columns.title)\n\(table.text)"
  }

  private var leads: [String] { result.report.leads.indices.map { "\($0 + 1)" } + ["all"] }

  private func scores(_ row: ScoreTable.Row, _ index: Int) -> Scores {
    index < row.leads.count ? row.leads[index] : row.total
  }

  /// Tables of two scores each, with a column for each forecast.
  private func byLead(_ columns: [ScoreColumn]) -> [String] {
    stride(from: 0, to: columns.count, by: 2).map { start in
      let pair = columns[start..<min(start + 2, columns.count)]
      let blanks = [String](repeating: "", count: names.count - 1)
      var table = TextTable()
      table.add([""] + pair.flatMap { [$0.title] + blanks })
      table.add(["lead"] + pair.flatMap { _ in names })
      for (index, lead) in leads.enumerated() {
        table.add(
          [lead]
            + pair.flatMap { column in
              result.table.rows.map {
                column.text(scores($0, index)[column.kind]) ?? Self.none
              }
            })
      }
      return table.text
    }
  }
}
