import ForeframeFiles
import ForeframeTraining
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct SpectrumTests {
  private func wave(_ height: Int, _ width: Int, x: Double = 0, y: Double = 0) -> [Float] {
    (0..<height * width).map {
      Float(
        0.5 + 0.5 * cos(2 * Double.pi * (x * Double($0 % width) + y * Double($0 / width)) + 0.4))
    }
  }

  /// No value tells of the next.
  private func noise(_ count: Int) -> [Float] {
    var random = SeededRandom(seed: 7)
    return (0..<count).map { _ in Float(random.below(1000)) / 1000 }
  }

  /// Sizes with factors 2, 3, 5 and a prime.
  @Test(arguments: [(32, 32), (30, 45), (37, 24)])
  func aWaveIsFoundInEveryDirection(height: Int, width: Int) throws {
    for wavelength in [3.0, 4, 6] {
      for (x, y) in [(1.0, 0.0), (0, 1), (0.6, 0.8)] {
        let frame = wave(height, width, x: x / wavelength, y: y / wavelength)
        let spectrum = try #require(
          PowerSpectrum().radial(frame, height: height, width: width))
        let largest = try #require(
          spectrum.power.indices.max { spectrum.power[$0] < spectrum.power[$1] })
        let step = spectrum.frequencies[1]
        #expect(abs(spectrum.frequencies[largest] - 1 / wavelength) < 1.1 * step)
        let near = try #require(spectrum.power(atWavelength: wavelength))
        #expect(near > 100 * (spectrum.power(atWavelength: wavelength * 2.9) ?? 0))
      }
    }
  }

  /// White noise of variance s² has the power s² at every wavelength, whatever the window.
  @Test func noiseHasThePowerOfItsVariance() throws {
    let frame = noise(64 * 48)
    let mean = frame.reduce(0, +) / Float(frame.count)
    let squares: [Float] = frame.map { ($0 - mean) * ($0 - mean) }
    let variance = Double(squares.reduce(0, +)) / Double(frame.count)
    let spectrum = try #require(PowerSpectrum().radial(frame, height: 64, width: 48))
    let power = try #require(spectrum.power(atWavelength: 3))
    #expect(abs(power / variance - 1) < 0.15)
  }

  @Test func onlyTheBoxOfObservedPixelsCounts() throws {
    let inner = wave(12, 10, x: 0.2, y: 0.1)
    var outer = [Float](repeating: .nan, count: 20 * 16)
    var mask = [Float](repeating: 0, count: 20 * 16)
    for place in inner.indices {
      let target = (place / 10 + 3) * 16 + place % 10 + 5
      outer[target] = inner[place]
      mask[target] = 1
    }
    let spectrum = PowerSpectrum()
    #expect(
      spectrum.radial(outer, height: 20, width: 16, mask: mask)
        == spectrum.radial(inner, height: 12, width: 10))
    let nothing = [Float](repeating: 0, count: 120)
    #expect(spectrum.radial(inner, height: 12, width: 10, mask: nothing) == nil)
    // A hole within is as the mean.
    var holed = inner
    holed[57] = .nan
    var all = [Float](repeating: 1, count: 120)
    all[57] = 0
    let found = try #require(spectrum.radial(holed, height: 12, width: 10, mask: all))
    #expect(!found.power.contains { !$0.isFinite })
  }

  @Test(arguments: [(1, 1), (1, 7), (5, 1), (2, 2)])
  func smallFramesHaveSomething(height: Int, width: Int) throws {
    for form in [SpectrumForm.windowed, .pysteps] {
      let frame = [Float](repeating: 0.5, count: height * width)
      let found = try #require(
        PowerSpectrum(form: form).radial(frame, height: height, width: width))
      #expect(found.power.count == found.frequencies.count && !found.power.isEmpty)
      #expect(found.power(atWavelength: 64) == nil)
    }
  }

  /// Half of the amplitude is a quarter of the power, at each wavelength.
  @Test(arguments: [ScoreConvention.foreframe, .pysteps])
  func theRatioSaysHowSmoothAForecastIs(convention: ScoreConvention) throws {
    let truth = noise(24 * 24)
    var scores = ScoreAccumulator(
      leadCount: 1, options: ScoreOptions(convention: convention, wavelengths: [3, 6, 1000]))
    for _ in 0..<2 {
      scores.add(
        truth: truth, prediction: truth.map { $0 / 2 }, reference: truth, height: 24, width: 24)
    }
    let total = scores.report().total
    for place in 0..<2 {
      #expect(abs(try #require(total.model.powerRatios[place]) - 0.25) < 1e-6)
      #expect(total.reference.powerRatios[place] == 1)
    }
    // Longer than the frame.
    #expect(total.model.powerRatios[2] == nil)
  }
}
