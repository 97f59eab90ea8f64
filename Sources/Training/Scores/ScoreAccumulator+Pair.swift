extension ScoreAccumulator {
  /// The cases in the order in which they were added, with the errors of the first two forecasts.
  public var cases: [Case] { cases() }

  /// Adds a case of a model and a reference: `truth` and `prediction` are
  /// `[time, height, width, channels]`, `reference` is the same or one frame
  /// `[height, width, channels]` that is repeated (persistence: the last input), `mask` is
  /// `[time, height, width]`. Frames of different cases may differ in size.
  public mutating func add(
    truth: [Float], prediction: [Float], reference: [Float], mask: [Float]? = nil, height: Int,
    width: Int, channels: Int = 1, name: String = "", group: Int? = nil
  ) {
    addBatch(
      truth: truth, prediction: prediction, reference: reference, mask: mask, count: 1,
      height: height, width: width, channels: channels,
      names: [name], groups: [group ?? caseCount])
  }

  /// Adds cases of a model and a reference that lie side by side: `truth` and `prediction` are
  /// `[time, count, height, width, channels]`, `reference` is the same or
  /// `[count, height, width, channels]`, `mask` is `[time, count, height, width]`. Only the first
  /// `validCount` cases count.
  public mutating func addBatch(
    truth: [Float], prediction: [Float], reference: [Float], mask: [Float]? = nil, count: Int,
    validCount: Int? = nil, height: Int, width: Int, channels: Int = 1, names: [String] = [],
    groups: [Int] = []
  ) {
    add(
      truth: truth, mask: mask,
      forecasts: [Forecast(values: prediction), Forecast(values: reference)],
      shape: BatchShape(
        count: count, validCount: validCount, height: height, width: width, channels: channels),
      names: names, groups: groups)
  }

  /// The scores of a model and a reference so far.
  public func report() -> ScoreReport { table().report(model: 0, reference: 1) }
}
