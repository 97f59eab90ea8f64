import Foreframe
import ForeframeTraining

/// Models beside each other and beside forecasts without training, for a terminal: scores, then
/// differences, then what they mean.
struct ComparisonTables {
  let result: EvaluationResult

  private static let none = "—"
  private var columns: [ScoreColumn] { ScoreColumn.errors(result.report.options) }

  var text: String {
    [scores, differences, words].joined(separator: "\n\n")
  }

  private var scores: String {
    var table = TextTable()
    let skills = result.references.map { "skill/\($0)" }
    table.add(["all lead times"] + columns.flatMap { [$0.title, "95 % interval"] } + skills)
    for (place, (name, row)) in zip(result.shortNames, result.table.rows).enumerated() {
      var cells = [name]
      for column in columns {
        cells.append(column.text(row.total[column.kind]) ?? Self.none)
        cells.append(row.intervals[column.kind].map { column.text($0) } ?? Self.none)
      }
      for reference in result.references.indices {
        let other = result.models.count + reference
        let skill = place == other ? nil : result.table.skill(of: place, against: other)
        cells.append(skill.map { DecimalText.fixed($0, 3) } ?? Self.none)
      }
      table.add(cells)
    }
    return table.text
  }

  private var differences: String {
    var table = TextTable()
    table.add(
      ["one instead of another"] + columns.flatMap { [$0.title, "95 % interval"] } + [
        "less error in"
      ])
    for pair in result.differences {
      var cells = ["\(pair.name) / \(pair.other)"]
      for column in columns {
        let value = pair.scores[column.kind]
        cells.append(value.map { column.signed($0.difference) } ?? Self.none)
        cells.append(
          value?.interval.map { column.signed($0.low) + " to " + column.signed($0.high) }
            ?? Self.none)
      }
      table.add(cells + ["\(pair.scores.better) of \(pair.scores.cases)"])
    }
    return table.text
  }

  private var words: String {
    let groups = result.table.groups
    var lines = result.differences.map(\.sentence)
    let pixels = result.table.pixels.words(result.report.options.convention.missing)
    lines.append("\(result.report.caseCount) cases, the same for all; \(pixels)")
    lines.append(
      groups > 1
        ? "intervals: bootstrap over \(groups) \(result.blocks.words), the same ones for all"
        : "no intervals: the cases are of fewer than two \(result.blocks.words)")
    return lines.joined(separator: "\n")
  }
}
