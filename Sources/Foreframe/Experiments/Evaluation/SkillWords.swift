import ForeframeTraining

/// What scores mean, in the words of a person: how a model compares with a reference, and where two
/// scores disagree.
public struct SkillWords: Sendable {
  private let result: EvaluationResult

  public init(_ result: EvaluationResult) { self.result = result }

  /// Sentences that are worth saying; one to three for each model.
  public var sentences: [String] {
    let paths = result.models
    let names = paths.count == 1 ? ["the model"] : ModelNames.shortened(paths)
    return names.indices.flatMap { index in
      ([0] + (strongest.map { [$0] } ?? [])).compactMap { reference in
        paths[index] == result.references[reference]
          ? nil : comparison(names[index], index, against: reference)
      }
    } + (disagreement.map { [$0] } ?? [])
  }

  /// The place of the reference with the least squared error, if that is not the first.
  private var strongest: Int? {
    let errors = result.comparisons.map { $0.report.total.reference.mse ?? .infinity }
    guard let least = errors.min(), least.isFinite else { return nil }
    let place = errors.firstIndex(of: least)
    return place == 0 ? nil : place
  }

  /// "the model is better than persistence: its squared error is 41 % smaller"
  private func comparison(_ model: String, _ place: Int, against other: Int) -> String? {
    guard let skill = result.skill(ofModel: place, against: other) else { return nil }
    let reference = result.references[other]
    let isBest = other > 0 ? ", the best forecast without training here" : ""
    if skill >= 0.005 {
      return "\(model) is better than \(reference)\(isBest): its squared error is "
        + "\(DecimalText.fixed(100 * skill, 0)) % smaller"
    }
    if skill > -0.005 { return "\(model) is as good as \(reference)\(isBest), no better" }
    let times = 1 - skill
    let size =
      times < 2
      ? "\(DecimalText.fixed(-100 * skill, 0)) % larger"
      : "\(DecimalText.fixed(times, 1)) times as large"
    return
      "\(model) is worse than \(reference)\(isBest): its squared error is \(size), so "
      + "\(reference) is the better forecast here"
  }

  /// A line where structural similarity says the opposite of the squared error.
  public var disagreement: String? {
    let total = result.report.total
    guard let mse = total.model.mse, let otherMSE = total.reference.mse,
      let ssim = total.model.ssim, let otherSSIM = total.reference.ssim,
      mse != otherMSE, ssim != otherSSIM, (mse < otherMSE) != (ssim > otherSSIM)
    else { return nil }
    let reference = result.reference
    let owner = result.others.isEmpty ? "the model's" : "the first model's"
    return mse < otherMSE
      ? "SSIM says the opposite: \(owner) pictures are less alike to the truth than "
        + "\(reference)'s, because squared error rewards blur"
      : "SSIM says the opposite: \(owner) pictures are more alike to the truth than "
        + "\(reference)'s, although its squared error is larger"
  }
}
