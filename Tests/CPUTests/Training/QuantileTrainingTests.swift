import Foreframe
import ForeframeCPUBackend
import ForeframeFiles
import ForeframeFrames
import ForeframeRecurrent
import ForeframeTraining
import Testing

/// Quantiles that were learned are those of the data.
@Suite struct QuantileTrainingTests {
  private static let shape = SequenceShape(inputs: 2, horizon: 2, batch: 4, height: 8, width: 8)
  private static let network: ModelDescription = {
    var network = ConvolutionalNetwork(
      layers: [.init(channels: 4, inputKernel: 3, stateKernel: 3)])
    network.frames.quantiles = [0.1, 0.5, 0.9]
    return .autoregressive(AutoregressiveDescription(network))
  }()

  /// Noise within 0.3 and 0.7, of which nothing can be foretold.
  private static func noise(_ number: Int) -> [Float] {
    var random = SeededRandom(seed: 4, stream: UInt64(number))
    return (0..<4 * 4 * 64).map { _ in Float(0.3 + 0.4 * random.uniform()) }
  }

  @Test func frequenciesAreTheLevels() throws {
    let trainer = try Trainer(
      FrameTask(Self.network, Self.shape, quantileWeight: 2),
      TrainingPlan(steps: 400, peakRate: 1e-2), on: try CPUBackend(threads: 1))
    for step in 0..<400 {
      try trainer.step(.init(frames: Self.noise(step), mask: nil))
    }
    let forecaster = NetworkForecaster(
      Self.network, weights: try trainer.weights(),
      scaling: SampleScaling(minimum: 0, maximum: 255), on: try CPUBackend(threads: 1))
    #expect(forecaster.quantileLevels == [0.1, 0.5, 0.9])
    var scores = QuantileScores(levels: forecaster.quantileLevels, leadCount: 2)
    for number in 0..<6 {
      let batch = FrameBatch(
        steps: 4, count: 4, height: 8, width: 8, channels: 1,
        values: Self.noise(1_000_000 + number))
      let forecast = try forecaster.quantileForecast(
        batch.steps(0..<2), horizon: 2, progress: ForecastProgress())
      #expect(try forecaster.forecast(batch.steps(0..<2), horizon: 2) == forecast.frames)
      scores.add(
        forecast, truth: batch.steps(2..<4), scaling: SampleScaling(minimum: 0, maximum: 255))
    }
    for (found, level) in zip(try #require(scores.frequencies()), forecaster.quantileLevels) {
      #expect(abs(found - level) < 0.05, "\(found) for \(level)")
    }
    // A value drawn from the uniform distribution of width 0.4 has 0.4 / 6; three quantiles are coarser.
    #expect(try #require(scores.rankedProbability()) < 0.4 / 6 * 1.15)
  }
}
