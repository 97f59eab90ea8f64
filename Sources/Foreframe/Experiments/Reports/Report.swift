import ForeframeFiles
import ForeframeFrames
import Mustache
import ForeframeTraining

/// An evaluation as one page that can be read offline, with every number in `metrics.json` too.
public struct Report {
  public static let pageName = "report.html"
  public static let metricsName = "metrics.json"

  let result: EvaluationResult
  let provenance: Provenance
  /// What the forecaster says of itself.
  let notes: JSON
  let pictures: [CasePictures]
  let scale: ColourScale

  /// Milliseconds for which animations show a time step.
  let frameTime: Int

  /// Makes the pictures: the shown cases are forecast once more.
  ///
  /// - Parameter frameTime: milliseconds for which animations show a time step.
  public init(
    _ evaluation: Evaluation, _ result: EvaluationResult, _ provenance: Provenance,
    frameTime: Int = 250
  ) throws {
    self.frameTime = frameTime
    self.result = result
    self.provenance = provenance
    notes = .object(evaluation.forecaster.notes)
    pictures = try CaseChoice.choose(result.cases).map {
      try CasePictures($0, name: result.cases[$0.index].name, evaluation)
    }
    scale = ColourScale(
      values: pictures.flatMap(\.values), differences: pictures.flatMap(\.differences))
  }

  /// Writes both files into a folder, which must be there.
  public func write(to folder: String) throws {
    let page = try page()
    try writing {
      try AtomicFile.write(page, to: FileSystem.join(folder, Self.pageName))
      try AtomicFile.write(
        metrics.text(pretty: true) + "\n", to: FileSystem.join(folder, Self.metricsName))
    }
  }

  /// The page.
  public func page() throws -> String {
    try MustacheTemplate(string: Self.template).render(content())
  }

  /// Everything that the page says.
  public var metrics: JSON {
    var object = result.json.object ?? JSONObject()
    object["headline"] = .string(headline)
    object["shown_cases"] = [
      "rule": .string(CaseChoice.rule),
      "cases": .array(
        pictures.map {
          [
            "title": .string($0.choice.title), "name": .string($0.name),
            "case": JSON($0.choice.index), "score": JSON($0.choice.score),
          ]
        }),
      "scale_low": JSON(sample(scale.low)), "scale_high": JSON(sample(scale.high)),
      "scale_difference": JSON(sampleDistance(scale.difference)),
    ]
    object["all_cases"] = result.casesJSON
    object["model_notes"] = notes
    object["provenance"] = provenance.json
    return .object(object)
  }

  /// A baseline's name, or the file's without its folder.
  var modelName: String { FileSystem.split(result.model).name }

  /// How far ahead frames are, in time where that is known.
  var leadTime: LeadTime { LeadTime(cadence: result.data.cadence) }

  /// What the columns and curves of the models are called.
  var modelNames: [String] {
    result.others.isEmpty
      ? [modelName] : ModelNames.shortened([result.model] + result.others.map(\.model))
  }

  /// A value of the scores as the sample that it stands for.
  func sample(_ value: Float) -> Float {
    result.data.minimum + value * (result.data.maximum - result.data.minimum)
  }

  func sampleDistance(_ value: Float) -> Float {
    value * (result.data.maximum - result.data.minimum)
  }

  /// The skill in a sentence.
  var headline: String {
    let report = result.report
    let reference = result.reference
    guard let skill = report.skill else {
      return "Over \(report.caseCount) cases, \(reference) makes no error, so there is no skill "
        + "to speak of."
    }
    let percent = DecimalText.fixed(abs(skill) * 100, 1)
    let relation = skill >= 0 ? "below" : "above"
    var text =
      "Over \(report.caseCount) case\(report.caseCount == 1 ? "" : "s"), the mean squared error is "
      + "\(percent) % \(relation) that of \(reference): skill \(DecimalText.fixed(skill, 3))"
    if let interval = report.interval {
      text +=
        " (95 % bootstrap interval \(DecimalText.fixed(interval.low, 3)) to "
        + "\(DecimalText.fixed(interval.high, 3)), \(interval.resamples) samples of "
        + "\(interval.groups) \(result.blocks.words))."
    } else {
      text += " (no interval: the cases are of fewer than two \(result.blocks.words))."
    }
    for place in result.references.indices.dropFirst() {
      guard let skill = result.skill(against: place) else { continue }
      text += " Against \(result.references[place]) it is \(DecimalText.fixed(skill, 3))"
      if let interval = result.skillInterval(against: place) {
        text +=
          " (\(DecimalText.fixed(interval.low, 3)) to \(DecimalText.fixed(interval.high, 3)))"
      }
      text += "."
    }
    return text
  }
}
