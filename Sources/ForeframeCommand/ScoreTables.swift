import Foreframe
import ForeframeTraining

/// The scores of an evaluation as tables for a terminal.
struct ScoreTables {
  let result: EvaluationResult

  var text: String {
    var parts = [errors, sums]
    parts += result.thresholds.indices.map(events)
    parts.append(headline)
    return parts.joined(separator: "\n\n")
  }

  /// "skill against persistence 0.612 (95 % interval 0.581 to 0.640 from 10 sequences), 20 cases"
  var headline: String {
    result.comparisons.map { comparison in
      let report = comparison.report
      var line = "skill against \(comparison.reference): \(Self.number(report.skill, 3))"
      if let interval = report.interval {
        line +=
          " (95 % interval \(DecimalText.fixed(interval.low, 3)) to "
          + "\(DecimalText.fixed(interval.high, 3)), bootstrap over \(interval.groups) sequences)"
      }
      return line + "; \(report.caseCount) cases; SSIM by the convention "
        + "'\(report.options.convention.rawValue)'"
    }.joined(separator: "\n")
  }

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

  /// For each score a column of the model and one of each reference.
  private func table(_ names: [String], _ scores: [Score], withSkill: Bool = false) -> String {
    let report = result.report
    let references = result.comparisons.map(\.reference)
    var table = TextTable()
    let blanks = [String](repeating: "", count: references.count)
    table.add([""] + names.flatMap { [$0] + blanks })
    table.add(
      ["lead"] + names.flatMap { _ in ["model"] + references } + (withSkill ? ["skill"] : []))
    for (index, row) in (report.leads + [report.total]).enumerated() {
      var cells = [row.lead.map(String.init) ?? "all"]
      for score in scores {
        cells.append(Self.number(score(row.model)))
        for comparison in result.comparisons {
          let other = comparison.report
          let rows = other.leads + [other.total]
          cells.append(Self.number(score(rows[index].reference)))
        }
      }
      if withSkill { cells.append(Self.number(row.skill, 3)) }
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
