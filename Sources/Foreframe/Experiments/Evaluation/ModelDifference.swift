import ForeframeFiles
import ForeframeTraining

/// A forecast instead of another one on the same cases, with their names.
public struct ModelDifference: Sendable {
  public var name: String
  public var other: String
  public var scores: ScoreDifference
  /// 1 - MSE / MSE of the other, with its 95 % bootstrap interval.
  public var skill: Double?
  public var interval: ScoreInterval?

  /// Whether the squared errors differ by more than chance, as far as an interval tells.
  public var isClear: Bool {
    interval.map { $0.low > 0 || $0.high < 0 } ?? false
  }

  /// "b is better than a: its squared error is 9.8 % smaller (95 % interval 4.1 to 14.9 %), and in 29 of
  /// 34 cases"
  public var sentence: String {
    guard let skill else { return "\(other) makes no error, so nothing can be better" }
    let percent = "\(DecimalText.fixed(abs(100 * skill), 1)) % \(skill >= 0 ? "smaller" : "larger")"
    let range = interval.map { interval in
      let ends = [interval.low, interval.high].map { DecimalText.fixed(100 * $0, 1) }
      return " (95 % interval of what it saves: \(ends[0]) to \(ends[1]) %)"
    }
    let cases = "in \(scores.better) of \(scores.cases) cases it is smaller"
    let error = "its squared error is \(percent)\(range ?? ""); \(cases)"
    guard interval != nil else {
      return "\(name) and \(other), with too few cases for an interval: \(error)"
    }
    guard isClear else { return "\(name) and \(other) do not clearly differ: \(error)" }
    return "\(name) is \(skill > 0 ? "better" : "worse") than \(other): \(error)"
  }

  /// Every difference with its interval.
  public var json: JSON {
    var object = JSONObject()
    object["model"] = .string(name)
    object["against"] = .string(other)
    object["skill"] = skill.map { JSON($0) } ?? .null
    object["skill_interval"] = JSON(interval)
    for value in scores.values {
      guard let key = Self.key(value.kind) else { continue }
      object[key] = JSON(value.difference)
      object["\(key)_interval"] = JSON(value.interval)
    }
    object["cases"] = JSON(scores.cases)
    object["cases_better"] = JSON(scores.better)
    object["cases_worse"] = JSON(scores.worse)
    return .object(object)
  }

  private static func key(_ kind: ScoreKind) -> String? {
    switch kind {
    case .mse: "mse_difference"
    case .mae: "mae_difference"
    case .psnr: "psnr_difference"
    case .ssim: "ssim_difference"
    case .mseSum, .maeSum, .csi, .pod, .far, .hss, .bias, .fss, .power: nil
    }
  }
}

extension EvaluationResult {
  /// The names of all forecasts as tables show them: short ones of the models, then the references.
  public var shortNames: [String] { ModelNames.shortened(models) + references }

  /// Each model instead of each one before it, and instead of each reference.
  public var differences: [ModelDifference] {
    let names = shortNames
    return models.indices.flatMap { model in
      (Array(0..<model) + Array(models.count..<names.count)).compactMap { other in
        guard names[model] != names[other] else { return nil }
        return ModelDifference(
          name: names[model], other: names[other],
          scores: table.difference(of: model, against: other),
          skill: table.skill(of: model, against: other),
          interval: table.skillInterval(of: model, against: other))
      }
    }
  }
}
