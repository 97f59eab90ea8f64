import ForeframeFiles
import ForeframeFrames
import ForeframeTraining

/// Scores of a model beside its references, and what they were computed from.
public struct EvaluationResult: Sendable {
  /// The model beside one reference.
  public struct Comparison: Sendable {
    public var reference: String
    public var report: ScoreReport
  }

  /// A further model on the same cases, beside the reference that was asked for.
  public struct Other: Sendable {
    public var model: String
    public var report: ScoreReport
  }

  /// Scores of a model's quantiles.
  public struct Quantiles: Sendable {
    public var model: String
    public var scores: QuantileScores
  }

  /// Where the cases come from.
  public struct DataFacts: Sendable {
    public var path: String
    public var split: String
    public var sequences: Int
    public var frames: Int
    /// Of the PNGs: "64x64, 8-bit grey".
    public var format: String
    /// Of what was scored.
    public var size: FrameSize
    /// Samples that are 0 and 1 in the scores.
    public var minimum: Float
    public var maximum: Float
    public var cadence: String?
    /// A hash of all frames' names and contents.
    public var fingerprint: String
    public var stride: Int
  }

  public var model: String
  /// The reference asked for first; persistence is always among them.
  public var comparisons: [Comparison]
  /// Further models in the order in which they were named.
  public var others: [Other] = []
  /// All forecasts: the model, further models, then the references.
  public var table: ScoreTable
  /// What the bootstrap draws.
  public var blocks: CaseBlocks.Kind
  /// Of the models that forecast quantiles, in their order.
  public var quantiles: [Quantiles] = []
  public var cases: [ScoreAccumulator.Case]
  public var inputs: Int
  public var horizon: Int
  /// Samples, as stored.
  public var thresholds: [Double]
  public var data: DataFacts
  public var seconds: Double

  /// Against the reference that was asked for.
  public var report: ScoreReport { comparisons[0].report }
  public var reference: String { comparisons[0].reference }

  /// The names of the models, the one that is evaluated first.
  public var models: [String] { [model] + others.map(\.model) }
  /// The names of all references, the one asked for first.
  public var references: [String] { comparisons.map(\.reference) }

  /// 1 - MSE / MSE of a reference; nil if that makes no error.
  ///
  /// - Parameters:
  ///   - model, reference: places in ``models`` and ``references``.
  public func skill(ofModel model: Int = 0, against reference: Int) -> Double? {
    table.skill(of: model, against: models.count + reference)
  }

  /// The 95 % bootstrap interval of the skill; nil with fewer than two independent groups of cases.
  public func skillInterval(ofModel model: Int = 0, against reference: Int) -> ScoreInterval? {
    table.skillInterval(of: model, against: models.count + reference)
  }

  /// Everything but the single cases.
  public var json: JSON {
    var object = JSONObject()
    object["model"] = .string(model)
    object["against"] = .string(reference)
    object["inputs"] = JSON(inputs)
    object["horizon"] = JSON(horizon)
    object["data"] = data.json
    object["threshold_samples"] = JSON(thresholds)
    for (key, value) in report.json.object ?? JSONObject() { object[key] = value }
    object["bootstrap_over"] = .string(blocks.words)
    object["skills"] = skills(ofModel: 0)
    for other in comparisons.dropFirst() {
      object["against_\(other.reference)"] = other.report.json
    }
    if !others.isEmpty {
      object["other_models"] = .array(
        others.enumerated().map { place, other in
          var entry = JSONObject()
          entry["model"] = .string(other.model)
          for (key, value) in other.report.json.object ?? JSONObject() { entry[key] = value }
          entry["skills"] = skills(ofModel: place + 1)
          return .object(entry)
        })
    }
    if !quantiles.isEmpty { object["quantiles"] = .array(quantiles.map(\.json)) }
    object["differences"] = .array(differences.map(\.json))
    object["seconds"] = JSON(seconds)
    return .object(object)
  }

  /// Of one model against each reference.
  private func skills(ofModel model: Int) -> JSON {
    .array(
      references.enumerated().map { place, reference in
        [
          "against": .string(reference),
          "skill": skill(ofModel: model, against: place).map { JSON($0) } ?? nil,
          "skill_interval": JSON(skillInterval(ofModel: model, against: place)),
        ]
      })
  }

  /// The single cases in order.
  public var casesJSON: JSON {
    .array(
      cases.map { one in
        [
          "name": .string(one.name), "sequence": JSON(one.group), "values": JSON(one.values),
          "mse": one.mse.map { JSON($0) } ?? nil,
          "skill": one.skill.map { JSON($0) } ?? nil,
        ]
      })
  }
}

extension EvaluationResult.Quantiles {
  /// The score and the frequencies, over all lead times and by lead time.
  public var json: JSON {
    func number(_ value: Double?) -> JSON { value.map { JSON($0) } ?? .null }
    func list(_ values: [Double]?) -> JSON { values.map { JSON($0) } ?? .null }
    let leads = 0..<scores.leadCount
    return [
      "model": .string(model), "levels": JSON(scores.levels),
      "crps": number(scores.rankedProbability()), "frequencies": list(scores.frequencies()),
      "crps_by_lead": .array(leads.map { number(scores.rankedProbability(lead: $0)) }),
      "frequencies_by_lead": .array(leads.map { list(scores.frequencies(lead: $0)) }),
    ]
  }
}

extension EvaluationResult.DataFacts {
  /// All of it.
  public var json: JSON {
    [
      "path": .string(path), "split": .string(split), "sequences": JSON(sequences),
      "frames": JSON(frames), "format": .string(format), "height": JSON(size.height),
      "width": JSON(size.width), "minimum": JSON(minimum), "maximum": JSON(maximum),
      "cadence": cadence.map { .string($0) } ?? nil, "fingerprint": .string(fingerprint),
      "stride": JSON(stride),
    ]
  }
}

extension ScoreAccumulator.Case {
  /// 1 - squared error / squared error of the reference; nil if the reference makes none.
  public var skill: Double? { referenceError > 0 ? 1 - modelError / referenceError : nil }
}
