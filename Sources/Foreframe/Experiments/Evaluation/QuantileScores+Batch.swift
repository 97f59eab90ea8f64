import ForeframeFrames
import ForeframeTraining

extension QuantileScores {
  /// Adds the valid windows of a batch, where the truth was observed and something was predicted.
  ///
  /// Truth and quantiles are compared as frames have them: in whole samples within the range.
  ///
  /// - Parameters:
  ///   - forecast: [K, N, H, W, C] each.
  ///   - truth: the same.
  ///   - scaling: the samples that are 0 and 1.
  public mutating func add(_ forecast: QuantileForecast, truth: FrameBatch, scaling: SampleScaling)
  {
    let size = truth.height * truth.width * truth.channels
    let range = abs(scaling.maximum - scaling.minimum)
    func plane(_ batch: FrameBatch, _ step: Int, _ window: Int) -> [Float] {
      let start = (step * batch.count + window) * size
      return batch.values[start..<start + size].map {
        (min(max($0, 0), 1) * range).rounded() / range
      }
    }
    for step in 0..<truth.steps {
      for window in 0..<truth.validCount {
        let masks = [truth, forecast.frames].compactMap { $0.mask(step: step, window: window) }
        let mask: [Float]? =
          masks.isEmpty
          ? nil
          : (0..<size).map { place in
            let pixel = place / truth.channels
            return masks.allSatisfy { $0[$0.startIndex + pixel] != 0 } ? 1 : 0
          }
        add(
          lead: step, quantiles: forecast.quantiles.map { plane($0, step, window) },
          observed: plane(truth, step, window), mask: mask)
      }
    }
  }
}
