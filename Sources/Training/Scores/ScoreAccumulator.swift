/// Collects scores of a model and of a reference (persistence) side by side, per lead time.
///
/// Values are on the scale 0...1. Pixels count where the mask is not zero; it must be zero where
/// the truth or the reference has no data, so that both are scored on the same pixels.
public struct ScoreAccumulator: Sendable {
  /// Errors of one case, for ranking cases and for the bootstrap.
  public struct Case: Sendable, Hashable {
    /// What the caller calls it.
    public var name: String
    /// Cases of one group (windows of one sequence) are not independent: they are drawn together.
    public var group: Int
    /// Squared errors, summed over lead times and observed values.
    public var modelError: Double
    /// The same of the reference.
    public var referenceError: Double
    /// Observed values.
    public var values: Int

    /// Mean squared error of the model; nil if nothing was observed.
    public var mse: Double? { values > 0 ? modelError / Double(values) : nil }
  }

  /// What is computed.
  public let options: ScoreOptions
  /// The number of predicted frames.
  public let leadCount: Int
  /// The cases in the order in which they were added.
  public private(set) var cases: [Case] = []
  private var model: [FrameSums]
  private var reference: [FrameSums]

  /// An accumulator for cases of `leadCount` predicted frames.
  public init(leadCount: Int, options: ScoreOptions = ScoreOptions()) {
    precondition(leadCount > 0)
    self.options = options
    self.leadCount = leadCount
    model = (0..<leadCount).map { _ in FrameSums(thresholds: options.thresholds.count) }
    reference = model
  }

  /// Adds a case: `truth` and `prediction` are `[time, height, width, channels]`, `reference` is the
  /// same or one frame `[height, width, channels]` that is repeated (persistence: the last input),
  /// `mask` is `[time, height, width]`. Frames of different cases may differ in size.
  public mutating func add(
    truth: [Float], prediction: [Float], reference: [Float], mask: [Float]? = nil, height: Int,
    width: Int, channels: Int = 1, name: String = "", group: Int? = nil
  ) {
    addBatch(
      truth: truth, prediction: prediction, reference: reference, mask: mask, count: 1,
      height: height, width: width, channels: channels,
      names: [name], groups: [group ?? cases.count])
  }

  /// Adds cases that lie side by side: `truth` and `prediction` are
  /// `[time, count, height, width, channels]`, `reference` is the same or
  /// `[count, height, width, channels]`, `mask` is `[time, count, height, width]`. Only the first
  /// `validCount` cases count.
  public mutating func addBatch(
    truth: [Float], prediction: [Float], reference: [Float], mask: [Float]? = nil, count: Int,
    validCount: Int? = nil, height: Int, width: Int, channels: Int = 1, names: [String] = [],
    groups: [Int] = []
  ) {
    let pixels = height * width
    let size = pixels * channels
    precondition(truth.count == leadCount * count * size && prediction.count == truth.count)
    precondition(reference.count == truth.count || reference.count == count * size)
    precondition(mask == nil || mask?.count == leadCount * count * pixels)
    let repeats = reference.count < truth.count
    for number in 0..<min(validCount ?? count, count) {
      var result = Case(
        name: number < names.count ? names[number] : "",
        group: number < groups.count ? groups[number] : cases.count,
        modelError: 0, referenceError: 0, values: 0)
      for lead in 0..<leadCount {
        let place = lead * count + number
        let referencePlace = repeats ? number : place
        withFrames(truth, prediction, reference, mask) { truth, prediction, reference, mask in
          let truth = frame(truth, place, size)
          let mask = mask.map { frame($0, place, pixels) }
          let shape = (height, width, channels)
          let ofModel = model[lead].add(
            truth: truth, prediction: frame(prediction, place, size), mask: mask, size: shape,
            options: options)
          let ofReference = self.reference[lead].add(
            truth: truth, prediction: frame(reference, referencePlace, size), mask: mask,
            size: shape, options: options)
          result.modelError += ofModel.squaredError
          result.referenceError += ofReference.squaredError
          result.values += ofModel.values
        }
      }
      cases.append(result)
    }
  }

  /// The scores so far.
  public func report() -> ScoreReport {
    func row(_ lead: Int?, _ model: FrameSums, _ reference: FrameSums) -> ScoreReport.Row {
      ScoreReport.Row(lead: lead, model: model.scores, reference: reference.scores)
    }
    let rows = (0..<leadCount).map { row($0 + 1, model[$0], reference[$0]) }
    var sums = (model[0], reference[0])
    for lead in 1..<leadCount {
      sums.0 += model[lead]
      sums.1 += reference[lead]
    }
    var total = row(nil, sums.0, sums.1)
    total.model.events = averaged(rows.map(\.model.events))
    total.reference.events = averaged(rows.map(\.reference.events))
    return ScoreReport(
      options: options, caseCount: cases.count, leads: rows, total: total,
      skill: SkillBootstrap.skill(cases),
      interval: SkillBootstrap.interval(cases, resamples: options.resamples, seed: options.seed))
  }

  private func averaged(_ leads: [[EventScores]]) -> [EventScores] {
    options.thresholds.indices.map { threshold in
      EventScores(averaging: leads.map { $0[threshold] })
    }
  }
}

private typealias Values = UnsafeBufferPointer<Float>

private func frame(_ values: Values, _ place: Int, _ size: Int) -> Values {
  Values(rebasing: values[(place * size)..<((place + 1) * size)])
}

private func withFrames(
  _ first: [Float], _ second: [Float], _ third: [Float], _ mask: [Float]?,
  _ body: (Values, Values, Values, Values?) -> Void
) {
  first.withUnsafeBufferPointer { first in
    second.withUnsafeBufferPointer { second in
      third.withUnsafeBufferPointer { third in
        guard let mask else { return body(first, second, third, nil) }
        mask.withUnsafeBufferPointer { body(first, second, third, $0) }
      }
    }
  }
}
