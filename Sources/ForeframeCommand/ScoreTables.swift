import Foreframe
import ForeframeTraining

/// The scores of an evaluation as tables for a terminal.
struct ScoreTables {
  let result: EvaluationResult

  var text: String {
    var parts = [errors]
    // What a frame sums up to depends on its size; papers of this convention give it.
    if result.report.options.convention == .openSTL { parts.append(sums) }
    parts += result.thresholds.indices.map(events)
    parts.append(headline)
    return parts.joined(separator: "\n\n")
  }

  /// "skill against persistence 0.612 (95 % interval 0.581 to 0.640 from 10 sequences), 20 cases"
  var headline: String {
    let several = !result.others.isEmpty
    let lines =
      result.comparisons.map {
        line(several ? "\(names.models[0]): " : "", against: $0.reference, $0.report)
      }
      + zip(names.models.dropFirst(), result.others).map {
        line("\($0): ", against: result.reference, $1.report)
      }
    return (lines + SkillWords(result).sentences).joined(separator: "\n")
  }

  private func line(_ model: String, against reference: String, _ report: ScoreReport) -> String {
    var line = "\(model)skill against \(reference): \(Self.number(report.skill, 3))"
    if let interval = report.interval {
      line +=
        " (95 % interval \(DecimalText.fixed(interval.low, 3)) to "
        + "\(DecimalText.fixed(interval.high, 3)), bootstrap over \(interval.groups) sequences)"
    }
    return line + "; \(report.caseCount) cases; SSIM by the convention "
      + "'\(report.options.convention.rawValue)'"
  }

  /// What the columns are called.
  private var names: ColumnNames { ColumnNames(result) }

  private var errors: String {
    table(
      ["MSE", "MAE", "PSNR/dB", "SSIM"],
      [{ ($0.mse, 6) }, { ($0.mae, 5) }, { ($0.psnr, 2) }, { ($0.ssim, 4) }], withSkill: true)
  }

  private var sums: String {
    table(["MSE sum", "MAE sum"], [{ ($0.mseSum, 2) }, { ($0.maeSum, 2) }])
  }

  private func events(_ threshold: Int) -> String {
    let sample = DecimalText.brief(result.thresholds[threshold])
    return "events: samples of \(sample) or more\n"
      + table(
        ["CSI", "POD", "FAR", "HSS"],
        [
          { ($0.events[threshold].csi, 3) }, { ($0.events[threshold].pod, 3) },
          { ($0.events[threshold].far, 3) }, { ($0.events[threshold].hss, 3) },
        ])
  }

  private typealias Score = (Scores) -> (value: Double?, decimals: Int)

  /// For each score a column of each model and one of each reference.
  private func table(_ names: [String], _ scores: [Score], withSkill: Bool = false) -> String {
    let report = result.report
    let columns = self.names
    var table = TextTable()
    let blanks = [String](repeating: "", count: columns.all.count - 1)
    table.add([""] + names.flatMap { [$0] + blanks } + (withSkill ? ["skill"] : []))
    table.add(
      ["lead"] + names.flatMap { _ in columns.all }
        + (withSkill ? (columns.models.count > 1 ? columns.models : [""]) : []))
    for (index, row) in (report.leads + [report.total]).enumerated() {
      var cells = [row.lead.map(String.init) ?? "all"]
      for score in scores {
        cells.append(Self.number(score(row.model)))
        for other in result.others {
          let rows = other.report.leads + [other.report.total]
          cells.append(Self.number(score(rows[index].model)))
        }
        for comparison in result.comparisons {
          let other = comparison.report
          let rows = other.leads + [other.total]
          cells.append(Self.number(score(rows[index].reference)))
        }
      }
      if withSkill {
        cells.append(Self.number(row.skill, 3))
        for other in result.others {
          cells.append(Self.number((other.report.leads + [other.report.total])[index].skill, 3))
        }
      }
      table.add(cells)
    }
    return table.text
  }

  private static func number(_ score: (value: Double?, decimals: Int)) -> String {
    number(score.value, score.decimals)
  }

  private static func number(_ value: Double?, _ decimals: Int) -> String {
    value.map { DecimalText.fixed($0, decimals) } ?? "-"
  }
}
