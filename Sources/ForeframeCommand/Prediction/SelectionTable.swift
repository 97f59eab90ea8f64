import Foreframe
import ForeframeFrames

/// What hindcasts say of several forecasters, as lines for people.
struct SelectionTable {
  let selection: Selection
  let time: LeadTime
  /// The distance of the samples that are 0 and 1.
  let range: Double

  private static let mostColumns = 6

  /// Title, a row for each candidate, the expected error, and what was decided.
  var lines: [String] {
    var lines: [String] = []
    if selection.cutCount > 0 {
      lines.append(
        "tried on "
          + (selection.endsAtGap
            ? "\(selection.inputs) frames before a wholly missing one"
            : "the last \(selection.inputs) frames")
          + (selection.block > 1 ? ", reduced by \(selection.block)" : "")
          + ", from \(selection.cutCount) cuts"
          + (selection.isCutShort ? " (for lack of time not from all: --time-limit)" : "")
          + "; squared error in % of persistence's, by lead:")
      lines += table.text.split(separator: "\n").map { "  \($0)" }
    }
    return lines + ["auto: " + selection.sentence]
  }

  /// Leads that are shown: the first, the last, and some between.
  private var leads: [Int] {
    let all = selection.leads
    guard all.count > Self.mostColumns else { return all }
    let step = Double(all.count - 1) / Double(Self.mostColumns - 1)
    return (0..<Self.mostColumns).map { all[Int((Double($0) * step).rounded())] }
  }

  private var table: TextTable {
    var table = TextTable()
    table.add([""] + leads.map { time.text($0) } + ["decides", ""])
    for (index, row) in selection.rows.enumerated() {
      table.add(
        [row.name.shown] + leads.map { Self.percent(row.errors.ratio($0)) }
          + [Self.percent(row.score), selection.verdict(index)])
    }
    let expected = selection.rows[selection.chosen].errors
    table.add(
      ["expected error, in samples" + (selection.block > 1 ? " of reduced frames" : "")]
        + leads.map { lead in
          expected.mse(lead).map { DecimalText.significant($0.squareRoot() * range, 3) } ?? "-"
        })
    return table
  }

  private static func percent(_ share: Double?) -> String {
    guard let share else { return "-" }
    return share.isFinite ? DecimalText.fixed(100 * share, 0) : "more"
  }
}
