import ArgumentParser
import Foreframe

/// A skill that must be reached: "0.3", against what `--against` names, or "motion=0.1".
struct SkillGate: ExpressibleByArgument {
  /// Nil: what `--against` names.
  var against: Baseline?
  var least: Double

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let number = parts.last, let least = Double(number), least.isFinite else { return nil }
    if parts.count == 2 {
      guard let baseline = Baseline(rawValue: String(parts[0])) else { return nil }
      against = baseline
    }
    self.least = least
  }

  /// - Throws: a ``UserError`` with the status of a missed gate.
  func check(_ result: EvaluationResult) throws {
    let name = against?.rawValue ?? result.reference
    let skill = result.references.firstIndex(of: name).flatMap { result.skill(against: $0) }
    guard let skill, skill >= least else {
      let found = skill.map { DecimalText.fixed($0, 4) } ?? "not defined"
      throw UserError("the skill against \(name) is \(found), below \(least)", .gateMissed)
    }
  }
}
