import ForeframeFrames

/// The chance that a value reaches a threshold, for each pixel and lead.
///
/// A forecast of least squared error is smooth where it is unsure. How often the truth reached the threshold
/// for each value of such a forecast is counted in hindcasts: forecasts of known frames from those before
/// them, by lead. Chances are calibrated by that, on the very sequence. Where hindcasts do not reach a lead,
/// the longest that they reach stands for it.
public struct ChanceForecast {
  /// Values of the threshold, on the scale of the frames.
  public let thresholds: [Float]
  /// For each threshold the chances, [K, 1, H, W, C]; missing where nothing was forecast.
  public let chances: [FrameBatch]
  /// The leads that hindcasts reach.
  public let hindcastLeads: Int

  /// - Parameters:
  ///   - inputs: one window.
  ///   - reads: frames that the forecaster reads at most.
  ///   - thresholds: an event is a value at or above one.
  /// - Throws: ``ForecastError``, or the device's errors.
  public init(
    _ forecaster: any Forecaster, _ inputs: SharedInputs, reading reads: Int, horizon: Int,
    thresholds: [Float], progress: ForecastProgress = ForecastProgress()
  ) throws {
    let batch = inputs.batch
    self.thresholds = thresholds
    let defective = Set(inputs.defectiveSteps(window: 0))
    let plan = HindcastPlan(count: batch.steps, inputs: reads, horizon: horizon)
    let low = batch.values.min() ?? 0
    let high = max(batch.values.max() ?? 1, low + 1e-6)
    let empty = thresholds.map { _ in MonotoneMap(low...high) }
    var maps: [[MonotoneMap]] = []
    let cuts = plan.cuts.filter { !defective.contains($0.known.upperBound - 1) }
    for (number, cut) in cuts.enumerated() {
      let forecast = try forecaster.forecast(
        inputs, known: cut.known, horizon: cut.leads, progress: progress.silent)
      for lead in 0..<cut.leads {
        while maps.count <= lead { maps.append(empty) }
        let step = cut.known.upperBound + lead
        if defective.contains(step) { continue }
        Self.count(batch, step: step, forecast, lead: lead, thresholds, &maps[lead])
      }
      try progress.update(number + 1, of: cuts.count + 1)
    }
    hindcastLeads = maps.count
    let forecast = try forecaster.forecast(
      inputs, known: max(0, batch.steps - reads)..<batch.steps, horizon: horizon,
      progress: progress.silent)
    let size = forecast.values.count / horizon
    chances = thresholds.indices.map { place in
      var result = forecast
      for lead in 0..<horizon {
        let part = forecast.values[lead * size..<(lead + 1) * size]
        let own = Self.map(maps, lead, place)
        result.values.replaceSubrange(
          lead * size..<(lead + 1) * size,
          with: own?.frequencies(of: part) ?? part.map { $0 >= thresholds[place] ? 1 : 0 })
      }
      return result
    }
    try progress.update(cuts.count + 1, of: cuts.count + 1)
  }

  /// What was counted at a lead, together with its neighbours, since each has few hindcasts; nil without any.
  private static func map(_ maps: [[MonotoneMap]], _ lead: Int, _ threshold: Int) -> MonotoneMap? {
    guard let last = maps.indices.last else { return nil }
    let middle = min(lead, last)
    var sum = maps[middle][threshold]
    for near in [middle - 1, middle + 1] where maps.indices.contains(near) {
      sum.add(maps[near][threshold])
    }
    return sum.isEmpty ? nil : sum
  }

  private static func count(
    _ batch: FrameBatch, step: Int, _ forecast: FrameBatch, lead: Int, _ thresholds: [Float],
    _ maps: inout [MonotoneMap]
  ) {
    let size = batch.height * batch.width * batch.channels
    let masks = [batch.mask(step: step, window: 0), forecast.mask(step: lead, window: 0)]
      .compactMap { $0 }
    for place in 0..<size {
      let pixel = place / batch.channels
      if masks.contains(where: { $0[$0.startIndex + pixel] == 0 }) { continue }
      let truth = batch.values[step * size + place]
      let value = forecast.values[lead * size + place]
      for index in thresholds.indices {
        maps[index].add(value, happened: truth >= thresholds[index])
      }
    }
  }
}
