import Foreframe
import ForeframeFiles
import ForeframeFrames
import Testing

@Suite struct ChanceForecastTests {
  /// Noise that nobody can predict: the chance of a value of 0.7 or more is 0.3 everywhere.
  @Test func noiseHasItsFrequency() throws {
    var random = SeededRandom(seed: 5)
    let batch = FrameBatch(
      steps: 12, count: 1, height: 24, width: 24, channels: 1,
      values: (0..<12 * 576).map { _ in Float(random.uniform(0...1)) })
    let forecast = try ChanceForecast(
      MeanForecaster(), SharedInputs(batch), reading: 10, horizon: 3, thresholds: [0.7, 2])
    let chances = forecast.chances[0].values
    let frequency = chances.reduce(0, +) / Float(chances.count)
    #expect(abs(frequency - 0.3) < 0.03)
    #expect(forecast.chances[1].values.allSatisfy { $0 == 0 })
    #expect(forecast.hindcastLeads == 3)
  }

  /// What is certain has the chance 1 or 0 nearly; missing pixels stay missing.
  @Test func whatStaysIsCertain() throws {
    let format = FrameFormat(width: 20, height: 20)
    var frame = Frame(format: format, repeating: 10)
    for y in 5..<15 { for x in 5..<15 { frame[y, x] = 200 } }
    frame.unobserved = (0..<400).map { $0 == 0 }
    let frames = [Frame](repeating: frame, count: 8)
    let forecast = try ChanceForecast(
      DampedForecaster(), frames, reading: 10, horizon: 2, samples: [100])
    let image = forecast.frame(threshold: 0, lead: 2, like: frame)
    #expect(image.format.colourType == .greyAlpha && image[0, 0, 1] == 0)
    #expect(image[10, 10, 0] > 250 && image[2, 2, 0] < 5)
    let deep = Frame(format: FrameFormat(width: 20, height: 20, bitDepth: 16))
    #expect(forecast.frame(threshold: 0, lead: 1, like: deep).format.bitDepth == 16)
  }

  /// With two frames nothing can be counted: the forecast decides alone.
  @Test func withoutHindcasts() throws {
    let batch = FrameBatch(
      steps: 2, count: 1, height: 1, width: 2, channels: 1, values: [0, 1, 0.2, 0.8])
    let forecast = try ChanceForecast(
      PersistenceForecaster(), SharedInputs(batch), reading: 10, horizon: 1, thresholds: [0.5])
    #expect(forecast.chances[0].values == [0, 1] && forecast.hindcastLeads == 0)
  }
}
